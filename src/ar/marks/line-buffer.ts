import type { SpaceLine } from './line-points.ts'

/** Floats per point: x, y, z, key, metres along the line, style. */
export const POINT_FLOATS = 6

/** The key of a point that belongs to no line. */
const NO_LINE = -1

/** Added to a key: the point only tells its neighbour where a closed line comes from or goes to, no segment starts or ends in it. */
const GHOST = 0.5

/** Wasted points that are put up with before the buffer is packed: packing writes everything again. */
const WASTE = 4096

/** Points at first; doubles when full. */
const FIRST_CAPACITY = 1024

/** Keys start again here, so that a key and a half stay exact in a float. */
const KEY_LIMIT = 1 << 22

interface Range {
  start: number
  length: number
}

/**
 * The points of all lines of a layer, one after the other in one array, as the ribbon shader reads them: instance i draws from point i + 1
 * to i + 2 and looks at i and i + 3 for its joints. Points of one line share a key; other keys part lines. The first point is never part of one.
 */
export interface LineBuffer {
  /** Replaced when it had to grow. */
  readonly array: Float32Array
  /** Points in use, the first one counted. */
  readonly used: number
  /** Puts a line in, or another one in its place. */
  set(key: string, line: SpaceLine, style: number): void
  delete(key: string): void
  /** Gives the range of floats that changed since the last call, and forgets it. */
  takeDirty(): { readonly start: number; readonly count: number } | undefined
}

export function createLineBuffer(): LineBuffer {
  const ranges = new Map<string, Range>()
  let array = new Float32Array(FIRST_CAPACITY * POINT_FLOATS)
  let used = 1
  let wasted = 0
  let nextKey = 0
  let dirtyFrom = 0
  let dirtyTo = 0
  blank(0, 3)

  function dirty(start: number, length: number): void {
    if (dirtyTo === dirtyFrom) {
      dirtyFrom = start
      dirtyTo = start + length
    } else {
      dirtyFrom = Math.min(dirtyFrom, start)
      dirtyTo = Math.max(dirtyTo, start + length)
    }
  }

  function blank(start: number, length: number): void {
    for (let point = start; point < start + length; point++) array[point * POINT_FLOATS + 3] = NO_LINE
    dirty(start, length)
  }

  function reserve(points: number): void {
    // Two more than used: the shader looks past the last segment.
    if ((used + points + 2) * POINT_FLOATS <= array.length) return
    let capacity = array.length / POINT_FLOATS
    while (capacity < used + points + 2) capacity *= 2
    const next = new Float32Array(capacity * POINT_FLOATS)
    next.set(array)
    array = next
    dirty(0, used)
  }

  function pack(): void {
    let to = 1
    for (const range of [...ranges.values()].sort((a, b) => a.start - b.start)) {
      array.copyWithin(
        to * POINT_FLOATS,
        range.start * POINT_FLOATS,
        (range.start + range.length) * POINT_FLOATS,
      )
      range.start = to
      to += range.length
    }
    used = to
    wasted = 0
    dirty(0, used)
    blank(used, 2)
  }

  function remove(id: string): void {
    const range = ranges.get(id)
    if (range === undefined) return
    ranges.delete(id)
    if (ranges.size === 0) {
      used = 1
      wasted = 0
      blank(used, 2)
      return
    }
    if (range.start + range.length === used) {
      used = range.start
      blank(used, 2)
      return
    }
    blank(range.start, range.length)
    wasted += range.length
    if (wasted > WASTE && wasted > used / 2) pack()
  }

  return {
    get array() {
      return array
    },
    get used() {
      return used
    },
    set(id, line, style) {
      remove(id)
      const count = line.points.length / 3
      if (count < 2) return
      const length = line.closed ? count + 3 : count
      reserve(length)
      const key = nextKey
      nextKey = (nextKey + 1) % KEY_LIMIT
      let metres = 0
      for (let index = 0; index < length; index++) {
        // A closed line is led in by its last point and out by its second one.
        const source = line.closed ? (index - 1 + count) % count : index
        const ghost = line.closed && (index === 0 || index === length - 1)
        const at = (used + index) * POINT_FLOATS
        const x = line.points[source * 3] ?? 0
        const y = line.points[source * 3 + 1] ?? 0
        const z = line.points[source * 3 + 2] ?? 0
        if (index > 0) {
          const before = at - POINT_FLOATS
          metres += Math.hypot(
            x - (array[before] ?? 0),
            y - (array[before + 1] ?? 0),
            z - (array[before + 2] ?? 0),
          )
        }
        array[at] = x
        array[at + 1] = y
        array[at + 2] = z
        array[at + 3] = ghost ? key + GHOST : key
        array[at + 4] = metres
        array[at + 5] = style
      }
      ranges.set(id, { start: used, length })
      dirty(used, length)
      used += length
      blank(used, 2)
    },
    delete: remove,
    takeDirty() {
      if (dirtyTo === dirtyFrom) return undefined
      const range = { start: dirtyFrom * POINT_FLOATS, count: (dirtyTo - dirtyFrom) * POINT_FLOATS }
      dirtyFrom = 0
      dirtyTo = 0
      return range
    },
  }
}
