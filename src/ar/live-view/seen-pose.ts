import type { PoseSample } from '#domain/pose-track.ts'
import type { PoseRing } from '../ring/pose-ring.ts'

/** A frame without its own pose is drawn with the last one for this long, in milliseconds; after that its marks would stand visibly wrong. */
const POSE_LASTS = 100

/** Which pose the frame on the screen belongs to. */
export interface SeenPose {
  /** A frame was presented; `id16` as its strip says, undefined when it could not be read. Returns whether it could be read. */
  present(id16: number | undefined, now: number): void
  /** Poses arrived; returns whether the frame on the screen now has a better one. */
  refresh(now: number): boolean
  /** The pose to draw with; undefined hides what stands in the space for this frame. */
  readonly sample: PoseSample | undefined
  /** The full id of the frame that is seen; undefined when nobody can tell. */
  readonly frame: number | undefined
  clear(): void
}

export function createSeenPose(ring: PoseRing): SeenPose {
  let id: number | undefined
  let sample: PoseSample | undefined
  let exactAt = Number.NEGATIVE_INFINITY
  let isExact = false

  function look(now: number): boolean {
    const found = id === undefined ? undefined : ring.getByStripId(id)
    isExact = found !== undefined
    if (found !== undefined) {
      sample = found
      exactAt = now
    } else if (now - exactAt > POSE_LASTS) {
      sample = undefined
    }
    return isExact
  }

  return {
    present(id16, now) {
      id = id16
      look(now)
    },
    refresh(now) {
      return !isExact && id !== undefined && look(now)
    },
    get sample() {
      return sample
    },
    get frame() {
      if (isExact || id === undefined) return sample?.frame
      return fullFrame(id, ring.latest()?.frame)
    },
    clear() {
      id = undefined
      sample = undefined
      isExact = false
      exactAt = Number.NEGATIVE_INFINITY
    },
  }
}

/** The frame with these low 16 bits that lies nearest to a known one: its pose is still on its way. */
export function fullFrame(id16: number, near: number | undefined): number | undefined {
  if (near === undefined) return undefined
  const frame = near - (near & 0xffff) + id16
  const candidates = [frame - 0x10000, frame, frame + 0x10000].filter((candidate) => candidate >= 0)
  return candidates.reduce((best, candidate) =>
    Math.abs(candidate - near) < Math.abs(best - near) ? candidate : best,
  )
}
