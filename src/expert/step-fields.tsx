import { NumberInput, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { Beside } from './beside.tsx'
import styles from './dock.module.css'
import type { Look } from './look-state.ts'
import { useWordsFirst } from './use-words-first.ts'

/** What the next numbered step says and shows. */
export function StepFields({
  look,
  onDone,
}: {
  readonly look: Look
  readonly onDone: () => void
}): ReactElement {
  const { nextStep } = useSnapshot(look)
  const { field, onKeyDown } = useWordsFirst(onDone)
  return (
    <div className={styles.row}>
      <NumberInput
        className={styles.number}
        aria-label="Number"
        min={1}
        max={99}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={nextStep.number}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) look.prepareStep({ number: value })
        }}
        onKeyDown={onKeyDown}
      />
      <TextInput
        ref={field}
        className={styles.grow}
        aria-label="What to do"
        placeholder="What to do here"
        autoComplete="off"
        maxLength={200}
        value={nextStep.text}
        onChange={(event) => look.prepareStep({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <Beside look={look} shown={nextStep} onChoose={look.prepareStep} />
    </div>
  )
}
