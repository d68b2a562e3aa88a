import { NumberInput } from '@mantine/core'
import { useState, type KeyboardEvent, type ReactElement } from 'react'
import type { StepDetail } from '#domain/mark.ts'
import { Beside } from './beside.tsx'
import styles from './dock.module.css'
import type { Look } from './look-state.ts'
import { LAST_NUMBER } from './steps.ts'

/** What of a step that stands can be another beside its words: its number, and the still or model that the technician sees. */
export function StepTools({
  look,
  step,
  name,
}: {
  readonly look: Look
  readonly step: StepDetail
  readonly name: string
}): ReactElement {
  const { selection } = look
  return (
    <>
      <StepNumber
        key={step.number}
        number={step.number}
        name={name}
        onCount={(number) => selection.restep({ number })}
      />
      <Beside look={look} shown={step} onChoose={(shown) => selection.restep(shown)} />
    </>
  )
}

/** It is another when the field is left, so that one change is one step to undo. */
function StepNumber({
  number,
  name,
  onCount,
}: {
  readonly number: number
  readonly name: string
  readonly onCount: (number: number) => void
}): ReactElement {
  const [draft, setDraft] = useState<number | string>(number)
  const count = (): void => {
    if (typeof draft !== 'number' || draft < 1) setDraft(number)
    else if (draft !== number) onCount(draft)
  }
  return (
    <NumberInput
      className={styles.number}
      aria-label={`Number of ${name}`}
      min={1}
      max={LAST_NUMBER}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={draft}
      onChange={setDraft}
      onBlur={count}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') count()
      }}
    />
  )
}
