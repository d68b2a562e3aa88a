import {
  DynamicDrawUsage,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  type InstancedBufferGeometry,
} from 'three'

/** Name and number of floats of each value of an instance, in order. */
export type InstanceLayout = readonly (readonly [name: string, size: number])[]

/** One row of floats per mark, drawn by any number of geometries; rows stay dense, so that drawing needs no gaps. */
export interface InstanceTable {
  readonly count: number
  /** Writes the row of that id, a new one if there is none. */
  set(id: string, row: readonly number[]): void
  delete(id: string): void
  /** The geometry draws one instance per row from now on. */
  attach(geometry: InstancedBufferGeometry): void
}

/** Rows at first; most sessions never need more. Doubles when full. */
const FIRST_CAPACITY = 32

export function createInstanceTable(layout: InstanceLayout): InstanceTable {
  const stride = layout.reduce((sum, [, size]) => sum + size, 0)
  const rows = new Map<string, number>()
  const ids: string[] = []
  const geometries: InstancedBufferGeometry[] = []
  let buffer = createBuffer(FIRST_CAPACITY)

  function createBuffer(capacity: number): InstancedInterleavedBuffer {
    return new InstancedInterleavedBuffer(new Float32Array(capacity * stride), stride).setUsage(
      DynamicDrawUsage,
    )
  }

  function bind(geometry: InstancedBufferGeometry): void {
    let offset = 0
    for (const [name, size] of layout) {
      geometry.setAttribute(name, new InterleavedBufferAttribute(buffer, size, offset))
      offset += size
    }
    geometry.instanceCount = ids.length
  }

  function grow(): void {
    const next = createBuffer((buffer.array.length / stride) * 2)
    next.array.set(buffer.array)
    buffer = next
    for (const geometry of geometries) {
      // The renderer keeps the old buffer's size for a geometry until that is disposed of; it comes back with the next draw.
      geometry.dispose()
      bind(geometry)
    }
  }

  function touched(row: number): void {
    buffer.addUpdateRange(row * stride, stride)
    buffer.needsUpdate = true
    for (const geometry of geometries) geometry.instanceCount = ids.length
  }

  return {
    get count() {
      return ids.length
    },
    set(id, row) {
      let at = rows.get(id)
      if (at === undefined) {
        at = ids.length
        if ((at + 1) * stride > buffer.array.length) grow()
        ids.push(id)
        rows.set(id, at)
      }
      buffer.array.set(row, at * stride)
      touched(at)
    },
    delete(id) {
      const at = rows.get(id)
      const last = ids.pop()
      if (at === undefined || last === undefined) {
        if (last !== undefined) ids.push(last)
        return
      }
      rows.delete(id)
      if (last !== id) {
        buffer.array.copyWithin(at * stride, ids.length * stride, (ids.length + 1) * stride)
        ids[at] = last
        rows.set(last, at)
      }
      touched(at)
    },
    attach(geometry) {
      geometries.push(geometry)
      bind(geometry)
    },
  }
}
