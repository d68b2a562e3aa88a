import { useEffect, useRef, useState } from 'react'
import type { Id } from '#domain/ids.ts'
import { realTimers } from '#store/timers.ts'
import { portalNow } from '#store/portal-clock.ts'
import type { GuestCall } from '../guest-call.ts'
import { createStillKit, type StillKit, type StillRoom } from './still-kit.ts'

/** What is in hand over that still, as long as it is open; experts are told which one is being marked. */
export function useStillKit(
  guest: GuestCall,
  stillId: Id,
  aspect: number,
  isDrawing: boolean,
): StillKit | undefined {
  const [kit, setKit] = useState<StillKit>()
  const shape = useRef(aspect)
  useEffect(() => {
    shape.current = aspect
  }, [aspect])

  useEffect(() => {
    const { call, shared, self } = guest
    const made = createStillKit({
      stillId,
      shared,
      selfId: self.id,
      now: portalNow,
      makeId: () => crypto.randomUUID(),
      timers: realTimers,
      aspect: () => shape.current,
      room: () => roomOf(guest, stillId),
      tellPoint: (message) => call.sendUnreliable(message),
    })
    if (isDrawing) made.draw()
    setKit(made)
    const offTold = tellExperts(guest, stillId, made)
    return () => {
      offTold()
      made.close()
    }
  }, [guest, stillId, isDrawing])
  return kit
}

/** While AR runs in the room that the still shows, what is marked on it stands in the room: the device finds its place there. */
function roomOf({ ladders, shared, self }: GuestCall, stillId: Id): StillRoom | undefined {
  const { ar, run } = ladders.snapshot()
  const camera = shared.snapshot().scene.stills.get(stillId)?.camera
  if (ar !== 'running' || run === undefined || camera === undefined) return undefined
  if (run.tracker.snapshot().spaceId !== camera.spaceId) return undefined
  return { frame: camera.frame, handle: (request) => run.tracker.handle(request, self.id) }
}

/** Experts see which still is being marked, from the moment that something is in hand until it is closed. */
function tellExperts({ call }: GuestCall, stillId: Id, kit: StillKit): () => void {
  let isTold = false
  const tell = (peerId?: string): void => {
    for (const peer of call.snapshot().peers)
      if (peer.seat === 'expert' && peer.link === 'open' && (peerId ?? peer.peerId) === peer.peerId)
        call.send({ type: 'still.show', ...(isTold && { stillId }) }, peer.peerId)
  }
  const follow = (): void => {
    const { isDrawing } = kit.snapshot()
    if (isDrawing === isTold) return
    isTold = isDrawing
    tell()
  }
  const offs = [
    kit.subscribe(follow),
    call.onPeerOpen(({ peerId }) => {
      if (isTold) tell(peerId)
    }),
  ]
  follow()
  return () => {
    for (const off of offs) off()
    if (!isTold) return
    isTold = false
    tell()
  }
}
