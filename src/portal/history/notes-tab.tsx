import { Button, Textarea } from '@mantine/core'
import { useMemo, useState, type FormEvent, type ReactElement } from 'react'
import { notesOf } from '#domain/note.ts'
import { Banner } from '#ui/banner.tsx'
import { createDraft } from '../parts/draft.ts'
import { Skeletons } from '../parts/skeletons.tsx'
import { useFormSend } from '../gate/use-form-send.ts'
import { useKept, usePortal } from '../session-context.ts'
import { NoteCard } from './note-card.tsx'
import { createNotebook, type Notebook } from './notebook.ts'
import type { TabProps } from './session-page.tsx'
import styles from './session.module.css'

/** The notes of the session: written on this device first, offline too. */
export function NotesTab({ session }: TabProps): ReactElement {
  const { portal } = usePortal()
  const kept = useKept('note', session.id)
  const notebook = useMemo(() => createNotebook(portal, session.id), [portal, session.id])
  const [editing, setEditing] = useState<string>()
  const notes = useMemo(() => notesOf((kept ?? []).map(({ record }) => record)).toReversed(), [kept])
  const whereabouts = useMemo(() => new Map(kept?.map(({ record, where }) => [record.id, where])), [kept])
  return (
    <div className={styles.notes}>
      {/* One field at a time, so that "Save" is never asked which. */}
      {editing === undefined ? <NewNote notebook={notebook} draftKey={`note-${session.id}`} /> : null}
      {kept === undefined ? (
        <Skeletons rows={2} height={96} />
      ) : notes.length === 0 ? (
        <p className={styles.quiet}>No notes yet. They are for the team only: guests never see them.</p>
      ) : (
        <ul className={styles.noteList} aria-label="Notes">
          {notes.map((note) => (
            <NoteCard
              key={note.noteId}
              note={note}
              whereabouts={whereabouts}
              notebook={notebook}
              isEditing={editing === note.noteId}
              onEdit={(on) => setEditing(on ? note.noteId : undefined)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function NewNote({
  notebook,
  draftKey,
}: {
  readonly notebook: Notebook
  readonly draftKey: string
}): ReactElement {
  const [draft] = useState(() => createDraft(draftKey))
  const [text, setText] = useState(draft.read)
  const { sending, problem, send } = useFormSend()

  function take(next: string): void {
    setText(next)
    draft.write(next)
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (await send(() => notebook.add(text))) take('')
  }

  return (
    <form onSubmit={(event) => void submit(event)} className={styles.note}>
      <Textarea
        label="New note"
        autosize
        minRows={2}
        maxRows={16}
        value={text}
        onChange={(event) => take(event.currentTarget.value)}
      />
      {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={sending} disabled={text.trim() === ''}>
          Save
        </Button>
      </div>
    </form>
  )
}
