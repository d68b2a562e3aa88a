import { Button, Textarea } from '@mantine/core'
import { useMemo, useState, type FormEvent, type ReactElement } from 'react'
import { notesOf } from '#domain/note.ts'
import { StoreError } from '#store/store-error.ts'
import { whereaboutsText } from '#store/whereabouts.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** Notes of the session, for colleagues and for later; the technician does not see them. */
export function NotesPanel({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const source = useMemo(() => expert.identity.store.watch('note', expert.sessionId), [expert])
  const kept = useSnapshot(source)
  const sync = useSnapshot(expert.identity.sync)
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const places = new Map(kept?.map(({ record, where }) => [record.id, where]))

  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() === '') return
    setText('')
    setTrouble(undefined)
    expert.saveNote({ text }).catch((error: unknown) => {
      setText(text)
      setTrouble(
        error instanceof StoreError ? error.problem.sentence : 'This note could not be kept. Try again.',
      )
    })
  }

  return (
    <section className={styles.notes} aria-labelledby="notes">
      <h2 id="notes" className={styles.panelTitle}>
        Notes
      </h2>
      {kept?.length === 0 ? (
        <p className={styles.nothing}>For colleagues and for later. Guests do not see notes.</p>
      ) : null}
      {/* Scrolls by keyboard: nothing inside takes the focus, which the rule does not know. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul
        className={styles.noteList}
        aria-label="Saved notes"
        tabIndex={kept === undefined || kept.length === 0 ? -1 : 0}
      >
        {notesOf((kept ?? []).map(({ record }) => record)).flatMap(({ heads }) =>
          heads.map((head) => {
            const where = places.get(head.id)
            return (
              <li key={head.id} className={styles.message}>
                <span className={styles.muted}>
                  {head.authorName}, {time.format(head.at)}
                  {where === undefined ? '' : `, ${whereaboutsText(where, sync.status).toLowerCase()}`}
                </span>
                <span className={styles.noteText}>{head.text}</span>
              </li>
            )
          }),
        )}
      </ul>
      <form className={styles.noteForm} onSubmit={save}>
        <Textarea
          aria-label="New note"
          placeholder="What should be remembered?"
          autosize
          minRows={1}
          maxRows={6}
          maxLength={20_000}
          value={text}
          error={trouble}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" size="xs" disabled={text.trim() === ''}>
          Save
        </Button>
      </form>
    </section>
  )
}
