import { useId, type ReactElement } from 'react'
import { Sheet } from '#ui/sheet.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from './guest-call.ts'
import styles from './more-sheet.module.css'

interface Choice<T extends string> {
  readonly value: T
  readonly label: string
}

const hands: readonly Choice<'left' | 'right'>[] = [
  { value: 'left', label: 'Left' },
  { value: 'right', label: 'Right' },
]
const units: readonly Choice<'metric' | 'imperial'>[] = [
  { value: 'metric', label: 'Metres' },
  { value: 'imperial', label: 'Feet and inches' },
]

/** What is set once for this phone and remembered on it. */
export function MoreSheet({
  guest,
  onClose,
}: {
  readonly guest: GuestCall
  readonly onClose: () => void
}): ReactElement {
  const { preferences } = guest
  const chosen = useSnapshot(preferences)
  return (
    <Sheet open title="More" onClose={onClose}>
      <div className={styles.list}>
        <Choices legend="Thumb" choices={hands} chosen={chosen.hand} onChoose={preferences.setHand} />
        <Choices legend="Lengths in" choices={units} chosen={chosen.units} onChoose={preferences.setUnits} />
        <p className={styles.hint}>This phone remembers both.</p>
      </div>
    </Sheet>
  )
}

function Choices<T extends string>({
  legend,
  choices,
  chosen,
  onChoose,
}: {
  readonly legend: string
  readonly choices: readonly Choice<T>[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
}): ReactElement {
  const name = useId()
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.options}>
        {choices.map(({ value, label }) => (
          <label key={value} className={styles.option}>
            <input
              type="radio"
              name={name}
              className={styles.radio}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
