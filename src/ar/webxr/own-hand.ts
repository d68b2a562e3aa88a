import { alongRay, type Camera, project, rotate, spaceDirection, spacePoint } from '#domain/geometry.ts'
import type { Aim } from '../resolve/surface.ts'
import type { OwnHand as Hand } from '../tracker/tracker.ts'
import type { HandWork } from './hand-work.ts'

/** Any distance does: it only turns a direction into a point of the picture. In metres. */
const AHEAD = 2

/** What a person aims with who holds the phone in one hand. */
const MIDDLE = { u: 0.5, v: 0.5 } as const

export interface OwnHandDeps {
  readonly session: XRSession
  readonly space: () => XRReferenceSpace | undefined
  /** The camera of the present frame; undefined while the device does not know where it is. */
  readonly camera: () => Camera | undefined
  readonly workOf: (hand: Hand) => HandWork
}

/** The technician's own fingers on the bare AR view: what they do depends on what is in hand. */
export interface OwnHand {
  take(hand: Hand | undefined): void
  /** Once per AR frame, inside its callback: what was begun goes on with the fingers. */
  follow(frame: XRFrame, space: XRReferenceSpace): void
  close(): void
}

/**
 * Listens to the session's select events. Touches on the app's controls must not reach them: the app answers
 * `beforexrselect` on its overlay.
 */
export function createOwnHand({ session, space, camera, workOf }: OwnHandDeps): OwnHand {
  let work: HandWork | undefined
  /** Fingers on the view, in the order in which they came down. */
  const fingers: XRInputSource[] = []
  let isBegun = false

  const aim = (
    frame: XRFrame,
    input: XRInputSource,
    reference: XRReferenceSpace | undefined,
  ): Aim | undefined => {
    const eye = camera()
    const transform = reference && frame.getPose(input.targetRaySpace, reference)?.transform
    if (eye === undefined || transform === undefined) return undefined
    const { position: p, orientation: q } = transform
    const direction = spaceDirection(...rotate([q.x, q.y, q.z, q.w], [0, 0, -1]))
    const point = project(alongRay({ origin: spacePoint(p.x, p.y, p.z), direction }, AHEAD), eye)
    return point && { camera: eye, point, frame: undefined }
  }

  const end = (): void => {
    if (isBegun) work?.end()
    isBegun = false
  }

  const onStart = ({ frame, inputSource }: XRInputSourceEvent): void => {
    fingers.push(inputSource)
    if (fingers.length > 1) return
    const first = work && aim(frame, inputSource, space())
    if (work === undefined || first === undefined) return
    isBegun = true
    work.begin(first)
  }
  const onEnd = ({ inputSource }: XRInputSourceEvent): void => {
    const index = fingers.indexOf(inputSource)
    if (index >= 0) fingers.splice(index, 1)
    // A hand that lost its first finger is not carried on by the other one: what was held would jump there.
    if (index === 0) end()
  }

  session.addEventListener('selectstart', onStart)
  session.addEventListener('selectend', onEnd)

  const put = (): void => {
    end()
    work?.close()
    work = undefined
  }

  return {
    take(hand) {
      put()
      work = hand && workOf(hand)
    },
    follow(frame, reference) {
      const [first, second] = fingers
      if (!isBegun && work?.hover) {
        const eye = camera()
        work.hover(eye && { camera: eye, point: MIDDLE, frame: undefined })
      }
      if (!isBegun || work === undefined || first === undefined) return
      const at = aim(frame, first, reference)
      if (at) work.follow(at, second && aim(frame, second, reference))
    },
    close() {
      put()
      session.removeEventListener('selectstart', onStart)
      session.removeEventListener('selectend', onEnd)
    },
  }
}
