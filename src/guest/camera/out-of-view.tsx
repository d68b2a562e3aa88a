import type { ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import { Button } from '#ui/button.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { StillThumb } from '../still-thumb.tsx'
import styles from './out-of-view.module.css'

const WORDS = {
  all: 'Mark is out of view',
  some: 'A mark is out of view',
  unfit: 'This mark stays on its still',
} as const

/** A mark that cannot be shown in the picture now, with the still that it stands on. */
export function OutOfView({
  guest,
  onOpenStill,
}: {
  readonly guest: GuestCall
  readonly onOpenStill: (stillId: Id) => void
}): ReactElement | null {
  const { outOfView } = useSnapshot(guest.cameraMarks)
  if (outOfView === undefined) return null
  const { stillId, which } = outOfView
  return (
    <div className={styles.chip} role="status" data-keeps-taps>
      <span className={styles.thumb}>
        <StillThumb guest={guest} stillId={stillId} label="Still with marks" />
      </span>
      <span className={styles.words}>{WORDS[which]}</span>
      <Button onClick={() => onOpenStill(stillId)}>Show the still</Button>
    </div>
  )
}
