import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Kit } from './kit.ts'
import styles from './word-form.module.css'

/** What technicians write most: one tap with a glove instead of a keyboard. */
const READY_WORDS: readonly string[] = ['Here', 'Leaks', 'Broken', 'Too hot', 'Which one?']

/**
 * The words of a label or a step. It stands at the screen's top: a phone's keyboard covers the lower half, and in AR nothing is
 * scrolled out from under it.
 */
export function WordForm({ kit }: { readonly kit: Kit }): ReactElement {
  const { tool, words, stepWords, step } = useSnapshot(kit)
  const isStep = tool === 'step'
  const [text, setText] = useState(isStep ? stepWords : words)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    kit.say(text)
  }
  return (
    <form className={styles.form} onSubmit={submit} data-keeps-taps>
      <TextField
        label={isStep ? `What is done in step ${step}? You may leave it empty` : 'What shall the label say?'}
        autoComplete="off"
        enterKeyHint="done"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {isStep ? null : (
        <div className={styles.ready} role="group" aria-label="Ready words">
          {READY_WORDS.map((one) => (
            <Button key={one} onClick={() => kit.say(one)}>
              {one}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.actions}>
        <Button onClick={kit.rest}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={!isStep && text.trim() === ''}>
          {isStep ? `Place step ${step}` : 'Place it'}
        </Button>
      </div>
    </form>
  )
}
