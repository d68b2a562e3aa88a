import { useState, type ReactElement } from 'react'
import { takeFrame } from '#call/camera-photo.ts'
import type { Id } from '#domain/ids.ts'
import { Button } from '#ui/button.tsx'
import { PenIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { portalNow } from '#store/portal-clock.ts'
import type { GuestCall } from '../guest-call.ts'
import { keepOwnStill } from '../own-still.ts'

/** Freezes the own camera picture, to be marked. Nothing while the camera is off. */
export function MarkOwn({
  guest,
  onMark,
}: {
  readonly guest: GuestCall
  readonly onMark: (stillId: Id) => void
}): ReactElement | null {
  const { camera } = useSnapshot(guest.media)
  const [isBusy, setBusy] = useState(false)
  if (camera.status !== 'on') return null
  const take = async (): Promise<void> => {
    setBusy(true)
    try {
      const stillId = await ownStill(guest, camera.track)
      if (stillId !== undefined) onMark(stillId)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="main" busy={isBusy} icon={<PenIcon />} onClick={() => void take()}>
      Mark
    </Button>
  )
}

/** A still of the frame that the camera shows now, kept here and sent to everyone; undefined when the camera has no picture. */
async function ownStill(
  { shared, self, identity }: GuestCall,
  track: MediaStreamTrack,
): Promise<Id | undefined> {
  const frame = await takeFrame(track)
  if (frame === undefined) return undefined
  const id = crypto.randomUUID()
  await keepOwnStill({ shared, self, store: identity.store }, frame, id, portalNow())
  return id
}
