import { TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './dock.module.css'
import type { Look } from './look-state.ts'
import { useWordsFirst } from './use-words-first.ts'

/** What the text tool writes. */
export function LabelField({
  look,
  onDone,
}: {
  readonly look: Look
  readonly onDone: () => void
}): ReactElement {
  const { text } = useSnapshot(look)
  const { field, onKeyDown } = useWordsFirst(onDone)
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
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
