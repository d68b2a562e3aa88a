import type { ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import { Button } from '#ui/button.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-notices.module.css'
import type { GuestCall } from './guest-call.ts'

/** In AR: an expert marks a still whose marks have no place in this room, so they are seen on the still only. */
export function MarksAStill({
  guest,
  onOpenStill,
}: {
  readonly guest: GuestCall
  readonly onOpenStill: (stillId: Id) => void
}): ReactElement | null {
  const { still } = useSnapshot(guest.seen)
  if (still === undefined) return null
  return (
    <div className={styles.strip} data-keeps-taps>
      <span className={styles.words} role="status">
        {still.by} marks a still
      </span>
      <Button onClick={() => onOpenStill(still.id)}>Show</Button>
    </div>
  )
}
