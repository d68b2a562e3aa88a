import type { ReactElement } from 'react'
import { Sheet } from '#ui/sheet.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { Choices, type Choice } from './choices.tsx'
import type { GuestCall } from './guest-call.ts'
import styles from './more-sheet.module.css'

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
