import { TextInput } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './dock.module.css'
import type { Look } from './look-state.ts'

/** What the text tool writes; Enter goes on to the picture, where it is placed. */
export function LabelField({
  look,
  onDone,
}: {
  readonly look: Look
  readonly onDone: () => void
}): ReactElement {
  const { text } = useSnapshot(look)
  const field = useRef<HTMLInputElement>(null)
  // Who takes the text tool in hand writes next.
  useEffect(() => field.current?.focus(), [])
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    onDone()
  }
  return (
    <div className={styles.row}>
      <TextInput
        ref={field}
        className={styles.grow}
        aria-label="Label text"
        placeholder="Write a label, then touch where it belongs"
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => look.write(event.currentTarget.value)}
        onKeyDown={key}
      />
    </div>
  )
}
