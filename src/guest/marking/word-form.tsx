import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import styles from './word-form.module.css'

/** What technicians write most: one tap with a glove instead of a keyboard. */
const READY_WORDS: readonly string[] = ['Here', 'Leaks', 'Broken', 'Too hot', 'Which one?']

export interface WordFormProps {
  readonly label: string
  /** What it says now. */
  readonly words: string
  /** What the button does: "Place it". */
  readonly submit: string
  /** A step may say nothing; a label may not, and gets words for one tap. */
  readonly mayBeEmpty: boolean
  /** What else is chosen with the words. */
  readonly children?: ReactNode
  readonly onSay: (words: string) => void
  readonly onCancel: () => void
}

/**
 * The words of a label or a step. It stands at the screen's top: a phone's keyboard covers the lower half, and in AR nothing is
 * scrolled out from under it.
 */
export function WordForm(props: WordFormProps): ReactElement {
  const { label, words, submit, mayBeEmpty, children, onSay, onCancel } = props
  const [text, setText] = useState(words)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    onSay(text)
  }
  return (
    <form className={styles.form} onSubmit={send} data-keeps-taps>
      <TextField
        label={label}
        autoComplete="off"
        enterKeyHint="done"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {mayBeEmpty ? null : (
        <div className={styles.ready} role="group" aria-label="Ready words">
          {READY_WORDS.map((one) => (
            <Button key={one} onClick={() => onSay(one)}>
              {one}
            </Button>
          ))}
        </div>
      )}
      {children}
      <div className={styles.actions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={!mayBeEmpty && text.trim() === ''}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
