import { Button, Textarea } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { Outcome } from '#domain/problem.ts'
import { Banner } from '#ui/banner.tsx'
import { useFirstFocus } from '#desk/parts/use-first-focus.ts'
import { useFormSend } from '../gate/use-form-send.ts'
import styles from './session.module.css'

export interface NoteEditorProps {
  readonly text: string
  readonly onSave: (text: string) => Promise<Outcome<unknown>>
  readonly onDone: () => void
}

/** Changes a note's text; the earlier ones stay among its versions. */
export function NoteEditor({ text: first, onSave, onDone }: NoteEditorProps): ReactElement {
  const [text, setText] = useState(first)
  const field = useFirstFocus<HTMLTextAreaElement>()
  const { sending, problem, send } = useFormSend()

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (await send(() => onSave(text))) onDone()
  }

  return (
    <form onSubmit={(event) => void submit(event)} className={styles.notes}>
      <Textarea
        label="Note"
        autosize
        minRows={3}
        maxRows={24}
        ref={field}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={sending}>
          Update note
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
