import type { Call } from '#call/call.ts'
import { wholeFrame } from '#call/camera-photo.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { answerSharpAsks, type SharpPicture } from '#call/sharp-stills.ts'
import type { Ladders } from '../ladders.ts'

/** The picture that leaves this phone, before any link makes it smaller: AR's with its place in the room, else the camera's. */
async function sharpest(ladders: Ladders, media: LocalMedia): Promise<SharpPicture | undefined> {
  const { run, ar } = ladders.snapshot()
  if (ar === 'running') {
    const shot = await run?.tracker.takeStill()
    if (shot === undefined) return undefined
    const { jpeg, width, height, frame, spaceId, camera } = shot
    return { jpeg, width, height, camera: { spaceId, frame, ...camera } }
  }
  const track = media.tracks().camera
  return track && wholeFrame(track)
}

/**
 * Gives experts the stills that they hold as sharp as this phone sees them. No tap allows it: it shows nothing but the picture that they
 * are sent anyway. Returns its off-function.
 */
export function answerExperts(deps: {
  readonly call: Call
  readonly shared: SharedSession
  readonly media: LocalMedia
  readonly ladders: Ladders
}): () => void {
  const { call, shared, media, ladders } = deps
  return answerSharpAsks({
    call,
    take: () => sharpest(ladders, media),
    // No room on this device: the portal and the expert have it.
    keep: (stillId, jpeg) => void shared.keepSharpStill(stillId, jpeg).catch(() => undefined),
  })
}
