import { Button } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import type { Note, NoteVersion } from '#domain/note.ts'
import { succeed, type Outcome } from '#domain/problem.ts'
import type { Whereabouts } from '#store/local-store.ts'
import { Banner } from '#ui/banner.tsx'
import { useFormSend } from '../gate/use-form-send.ts'
import { count, dateTime } from '#desk/parts/formats.ts'
import { WhereKept } from '../parts/where-kept.tsx'
import { NoteEditor } from './note-editor.tsx'
import type { Notebook } from './notebook.ts'
import styles from './session.module.css'

export interface NoteCardProps {
  readonly note: Note
  readonly whereabouts: ReadonlyMap<Id, Whereabouts>
  readonly notebook: Notebook
  readonly isEditing: boolean
  readonly onEdit: (on: boolean) => void
}

/** What an editor begins with: the one text, or both when two people wrote on the same one. */
function firstText(note: Note): string {
  return note.heads.map((head) => head.text).join('\n\n')
}

/** One note: its text, or its texts while two of them stand side by side, and everything that it was before. */
export function NoteCard({ note, whereabouts, notebook, isEditing, onEdit }: NoteCardProps): ReactElement {
  const [showsVersions, setShowsVersions] = useState(false)
  // What the editor began with decides what its save replaces: a head that arrives meanwhile stays beside it.
  const [began, setBegan] = useState(note)

  function edit(): void {
    setBegan(note)
    onEdit(true)
  }
  async function save(text: string): Promise<Outcome<unknown>> {
    const isSame = began.heads.length === 1 && began.heads[0]?.text === text
    return isSame ? succeed(undefined) : notebook.settle(began, text)
  }

  if (isEditing) {
    return (
      <li className={styles.note}>
        <NoteEditor text={firstText(began)} onSave={save} onDone={() => onEdit(false)} />
      </li>
    )
  }
  return (
    <li className={styles.note}>
      {note.heads.length > 1 ? (
        <TwoTexts note={note} whereabouts={whereabouts} notebook={notebook} />
      ) : (
        <p className={styles.text}>{firstText(note)}</p>
      )}
      <div className={styles.noteFoot}>
        {note.heads.length > 1 ? <span /> : <Author version={note.heads[0]} whereabouts={whereabouts} />}
        <span className={styles.buttons}>
          {note.versions.length > 1 ? (
            <Button
              variant="subtle"
              size="xs"
              aria-expanded={showsVersions}
              onClick={() => setShowsVersions(!showsVersions)}
            >
              {count(note.versions.length, 'version')}
            </Button>
          ) : null}
          <Button variant="default" size="xs" onClick={edit}>
            {note.heads.length > 1 ? 'Write one text from both' : 'Edit'}
          </Button>
        </span>
      </div>
      {showsVersions ? <Versions note={note} whereabouts={whereabouts} /> : null}
    </li>
  )
}

interface AuthorProps {
  readonly version: NoteVersion | undefined
  readonly whereabouts: ReadonlyMap<Id, Whereabouts>
}

function Author({ version, whereabouts }: AuthorProps): ReactElement | null {
  if (version === undefined) return null
  const where = whereabouts.get(version.id)
  return (
    <span className={styles.quiet}>
      {version.authorName}, {dateTime(version.at)} {where === undefined ? null : <WhereKept where={where} />}
    </span>
  )
}

type TextsProps = Pick<NoteCardProps, 'note' | 'whereabouts'>

function TwoTexts({
  note,
  whereabouts,
  notebook,
}: TextsProps & Pick<NoteCardProps, 'notebook'>): ReactElement {
  const { sending, problem, send } = useFormSend()
  return (
    <>
      <Banner tone="warning" title="This note was changed in two places at once">
        Both texts are kept. Keep one of them, or write one text from both.
      </Banner>
      {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
      <div className={styles.heads}>
        {note.heads.map((head) => (
          <div key={head.id} className={styles.head} role="group" aria-label={`Text of ${head.authorName}`}>
            <div>
              <p className={styles.text}>{head.text}</p>
              <Author version={head} whereabouts={whereabouts} />
            </div>
            <span>
              <Button
                variant="default"
                size="xs"
                loading={sending}
                onClick={() => void send(() => notebook.settle(note, head.text))}
              >
                Keep this text
              </Button>
            </span>
          </div>
        ))}
      </div>
    </>
  )
}

function Versions({ note, whereabouts }: TextsProps): ReactElement {
  return (
    <ol className={styles.versions} reversed aria-label="Versions">
      {note.versions.toReversed().map((version) => (
        <li key={version.id}>
          <Author version={version} whereabouts={whereabouts} />
          <p className={styles.text}>{version.text}</p>
        </li>
      ))}
    </ol>
  )
}
