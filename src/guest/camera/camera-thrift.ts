import { watchBattery } from '#ar/webxr/battery.ts'
import { createPace } from '#ar/webxr/pace.ts'
import type { VideoLimits } from '#call/call.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { Capability } from '#domain/capability.ts'
import { createValue, type Readable } from '#domain/engine.ts'

/** How much of the camera's picture this phone can afford to send. */
export interface Thrift {
  /** Why less is sent than could be; undefined while all is, and there are no limits then. */
  readonly saving: Capability['saving']
  readonly limits: VideoLimits | undefined
}

/** All that the camera gives. */
const NO_THRIFT: Thrift = { saving: undefined, limits: undefined }

export interface CameraThriftDeps {
  readonly media: { tracks(): Pick<ReturnType<LocalMedia['tracks']>, 'camera'> } & Pick<
    LocalMedia,
    'subscribe'
  >
  /** Calls back with each drawn frame of the page and its monotonic time in milliseconds; returns its own off-function. */
  readonly frames: (onFrame: (time: number) => void) => () => void
  /** Tells how many steps to save for the battery; see battery.ts. */
  readonly battery?: (onSteps: (steps: number) => void) => () => void
}

/**
 * What heat and battery allow while the camera's picture goes out without AR, by the rule that governs AR: frames of the page that stay
 * slow are how a phone shows its heat. Rests while the camera is off, so also in AR, which governs itself.
 */
export function createCameraThrift({
  media,
  frames,
  battery = watchBattery,
}: CameraThriftDeps): Readable<Thrift> & { close(): void } {
  const pace = createPace()
  const state = createValue<Thrift>(NO_THRIFT)
  let offFrames: (() => void) | undefined

  const tell = (): void => {
    const { saving, limits } = state.snapshot()
    const { longEdge, framesPerSecond } = pace
    const isSame =
      saving === pace.saving &&
      (limits?.longEdge ?? longEdge) === longEdge &&
      (limits?.framesPerSecond ?? framesPerSecond) === framesPerSecond
    if (isSame) return
    state.set(
      pace.saving === undefined ? NO_THRIFT : { saving: pace.saving, limits: { longEdge, framesPerSecond } },
    )
  }
  const onFrame = (time: number): void => {
    pace.tick(time)
    tell()
  }
  const follow = (): void => {
    const isOn = media.tracks().camera !== undefined
    if (isOn && offFrames === undefined) offFrames = frames(onFrame)
    else if (!isOn) {
      offFrames?.()
      offFrames = undefined
    }
  }

  const offs = [
    media.subscribe(follow),
    battery((steps) => {
      pace.spare(steps)
      tell()
    }),
  ]
  follow()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    close() {
      for (const off of offs) off()
      offFrames?.()
    },
  }
}

/** The page's own frames. */
export function pageFrames(onFrame: (time: number) => void): () => void {
  let request = requestAnimationFrame(function next(time) {
    onFrame(time)
    request = requestAnimationFrame(next)
  })
  return () => cancelAnimationFrame(request)
}
