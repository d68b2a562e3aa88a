import type { Camera } from '#domain/geometry.ts'
import type { SharpFrame } from '../tracker/tracker.ts'

/** How long a frame that is to be kept is waited for, in milliseconds: a phone that stands still for a moment gives one after. */
const WAIT_MS = 4_000

/** For text on nameplates; a fifth larger than what photos are usually kept with. */
const JPEG_QUALITY = 0.88

type Shot = Omit<SharpFrame, 'spaceId'>

/** Who waits for the next frame as a file. */
export interface StillShots {
  /** Somebody waits: the next frame is to be given. */
  readonly isWanted: boolean
  next(this: void): Promise<Shot | undefined>
  give(picture: HTMLCanvasElement | undefined, frame: number, camera: Camera): void
  /** No frame comes any more. */
  close(): void
}

export function createStillShots(): StillShots {
  const waiting = new Set<(shot: Shot | undefined) => void>()

  function answer(shot: Shot | undefined): void {
    for (const done of waiting) done(shot)
    waiting.clear()
  }

  return {
    get isWanted() {
      return waiting.size > 0
    },
    next: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => done(undefined), WAIT_MS)
        const done = (shot: Shot | undefined): void => {
          clearTimeout(timer)
          waiting.delete(done)
          resolve(shot)
        }
        waiting.add(done)
      }),
    give(picture, frame, camera) {
      if (picture === undefined) return answer(undefined)
      // Those who ask while this one is made into a file want a later one.
      const askers = [...waiting]
      waiting.clear()
      picture.toBlob(
        (jpeg) => {
          const { width, height } = picture
          for (const done of askers) done(jpeg === null ? undefined : { jpeg, width, height, frame, camera })
          picture.width = 0
          picture.height = 0
        },
        'image/jpeg',
        JPEG_QUALITY,
      )
    },
    close: () => answer(undefined),
  }
}
