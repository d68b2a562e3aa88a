/** Counts the frames of the last second. Allocates nothing per frame. */
export interface FrameMeter {
  count(now: number, isReadable: boolean): void
  read(now: number): { readonly framesPerSecond: number; readonly readableShare: number }
  clear(): void
}

const WINDOW = 1000
/** Frames kept: a second at 120 a second, and some. */
const SLOTS = 128

export function createFrameMeter(): FrameMeter {
  const times = new Float64Array(SLOTS).fill(Number.NEGATIVE_INFINITY)
  const readable = new Uint8Array(SLOTS)
  let next = 0
  return {
    count(now, isReadable) {
      times[next] = now
      readable[next] = isReadable ? 1 : 0
      next = (next + 1) % SLOTS
    },
    read(now) {
      let frames = 0
      let read = 0
      for (let slot = 0; slot < SLOTS; slot++) {
        if (now - (times[slot] ?? 0) > WINDOW) continue
        frames++
        read += readable[slot] ?? 0
      }
      return { framesPerSecond: frames, readableShare: frames === 0 ? 0 : read / frames }
    },
    clear() {
      times.fill(Number.NEGATIVE_INFINITY)
    },
  }
}
