import { POSE_SAMPLE_NUMBERS, type PoseSample } from '#domain/pose-track.ts'

/** How far back a frame can be looked up. Longer serves slower links; a click older than this was made on a held frame, whose still keeps its own pose. */
const RING_MS = 10_000

/** Slots: 10 s at 50 frames a second, rounded up. A power of two, so that the strip's 16 bits alone tell the slot. */
const SLOTS = 512

/** px py pz, qx qy qz qw, p0 p5 p8 p9 */
const NUMBERS = POSE_SAMPLE_NUMBERS - 2
const EMPTY = -1

/** What WebXR's DOMPoints offer; no copy is made of them. */
interface Point3 {
  readonly x: number
  readonly y: number
  readonly z: number
}
interface Turn extends Point3 {
  readonly w: number
}

/**
 * The poses of the last ten seconds of frames, in typed arrays. The technician's device resolves clicks with it, the
 * expert's view draws with it. Frame ids only ever grow; the strip carries their low 16 bits.
 */
export interface PoseRing {
  /** Keeps one sample; one that arrives twice or late changes nothing newer. Allocates nothing. */
  push(sample: PoseSample): void
  /** The same from WebXR's own objects: pose of the view in the space, column-major projection matrix. Allocates nothing. */
  pushView(
    frame: number,
    time: number,
    position: Point3,
    orientation: Turn,
    projection: ArrayLike<number>,
  ): void
  /** The sample of a frame, or undefined when it is not, or no longer, known. */
  get(frame: number): PoseSample | undefined
  /** The newest frame within the ring whose low 16 bits are these. */
  getByStripId(id16: number): PoseSample | undefined
  /** The sample whose time is nearest, in milliseconds of the technician's clock. */
  nearest(time: number): PoseSample | undefined
  latest(): PoseSample | undefined
  clear(): void
  /** Copies up to `count` newest samples, oldest first, into `out`, each laid flat as packFlatPoses takes it; returns how many. Allocates nothing. */
  copyNewest(count: number, out: Float64Array): number
}

/** An empty ring. */
export function createPoseRing(): PoseRing {
  const frames = new Float64Array(SLOTS).fill(EMPTY)
  const times = new Float64Array(SLOTS)
  const numbers = new Float64Array(SLOTS * NUMBERS)
  let newest = EMPTY

  const slotOf = (frame: number): number => frame & (SLOTS - 1)

  /** Takes the slot for a sample, or -1 when something newer, or the same, is there. */
  const claim = (frame: number, time: number): number => {
    const slot = slotOf(frame)
    if (frames[slot] !== EMPTY && (times[slot] ?? 0) >= time) return -1
    frames[slot] = frame
    times[slot] = time
    if (newest === EMPTY || time >= (times[newest] ?? 0)) newest = slot
    return slot * NUMBERS
  }

  const isKnown = (slot: number): boolean =>
    newest !== EMPTY && frames[slot] !== EMPTY && (times[slot] ?? 0) >= (times[newest] ?? 0) - RING_MS

  const read = (slot: number): PoseSample => {
    const n = (index: number): number => numbers[slot * NUMBERS + index] ?? 0
    return {
      frame: frames[slot] ?? EMPTY,
      time: times[slot] ?? 0,
      camera: {
        pose: { position: [n(0), n(1), n(2)], orientation: [n(3), n(4), n(5), n(6)] },
        projection: [n(7), n(8), n(9), n(10)],
      },
    }
  }

  return {
    push({ frame, time, camera }) {
      const at = claim(frame, time)
      if (at < 0) return
      const { position, orientation } = camera.pose
      for (let i = 0; i < 3; i++) numbers[at + i] = position[i] ?? 0
      for (let i = 0; i < 4; i++) numbers[at + 3 + i] = orientation[i] ?? 0
      for (let i = 0; i < 4; i++) numbers[at + 7 + i] = camera.projection[i] ?? 0
    },
    pushView(frame, time, position, orientation, projection) {
      const at = claim(frame, time)
      if (at < 0) return
      numbers[at] = position.x
      numbers[at + 1] = position.y
      numbers[at + 2] = position.z
      numbers[at + 3] = orientation.x
      numbers[at + 4] = orientation.y
      numbers[at + 5] = orientation.z
      numbers[at + 6] = orientation.w
      numbers[at + 7] = projection[0] ?? 1
      numbers[at + 8] = projection[5] ?? 1
      numbers[at + 9] = projection[8] ?? 0
      numbers[at + 10] = projection[9] ?? 0
    },
    get(frame) {
      const slot = slotOf(frame)
      return frames[slot] === frame && isKnown(slot) ? read(slot) : undefined
    },
    getByStripId(id16) {
      const slot = slotOf(id16)
      const frame = frames[slot] ?? EMPTY
      return frame !== EMPTY && (frame & 0xffff) === id16 && isKnown(slot) ? read(slot) : undefined
    },
    nearest(time) {
      let best = EMPTY
      let gap = Number.POSITIVE_INFINITY
      for (let slot = 0; slot < SLOTS; slot++) {
        const apart = Math.abs((times[slot] ?? 0) - time)
        if (apart < gap && isKnown(slot)) {
          best = slot
          gap = apart
        }
      }
      return best === EMPTY ? undefined : read(best)
    },
    latest: () => (newest === EMPTY ? undefined : read(newest)),
    clear() {
      frames.fill(EMPTY)
      newest = EMPTY
    },
    copyNewest(count, out) {
      if (newest === EMPTY) return 0
      const last = frames[newest] ?? EMPTY
      let copied = 0
      for (let back = count - 1; back >= 0; back--) {
        const frame = last - back
        const slot = slotOf(frame)
        if (frame < 0 || frames[slot] !== frame || !isKnown(slot)) continue
        const at = copied * POSE_SAMPLE_NUMBERS
        out[at] = frame
        out[at + 1] = times[slot] ?? 0
        for (let i = 0; i < NUMBERS; i++) out[at + 2 + i] = numbers[slot * NUMBERS + i] ?? 0
        copied++
      }
      return copied
    },
  }
}
