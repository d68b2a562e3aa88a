import {
  BufferAttribute,
  DynamicDrawUsage,
  Group,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  ShaderMaterial,
  type Object3D,
} from 'three'
import { batchMesh } from './arrow-batch.ts'
import { createLineBuffer, POINT_FLOATS } from './line-buffer.ts'
import type { SpaceLine } from './line-points.ts'
import { lineFragment, linePasses, lineVertex } from './line-shader.ts'
import { renderOrders } from './render-orders.ts'
import { isSelectedStyle } from './style.ts'
import type { SharedUniforms } from './uniforms.ts'

/** All lines of a layer (strokes, circles, measures) in two draw calls: the dark casings, then the colours; one more for what is selected. */
export interface LineBatch {
  readonly object: Object3D
  set(key: string, line: SpaceLine, style: number): void
  delete(key: string): void
  /** Hands what changed to the graphics memory; called once after any number of changes. */
  flush(): void
  dispose(): void
}

/** Which point of the buffer an instance reads as what, and how many floats from where in it. */
const views = [
  ['before', 4, 0],
  ['start', 4, POINT_FLOATS],
  ['startMore', 2, POINT_FLOATS + 4],
  ['end', 4, 2 * POINT_FLOATS],
  ['endMore', 2, 2 * POINT_FLOATS + 4],
  ['after', 4, 3 * POINT_FLOATS],
] as const

export function createLineBatch(shared: SharedUniforms): LineBatch {
  const points = createLineBuffer()
  const geometry = new InstancedBufferGeometry()
  // x: which end of the segment; y: which side of it.
  geometry.setAttribute(
    'position',
    new BufferAttribute(new Float32Array([0, -1, 0, 1, -1, 0, 1, 1, 0, 0, 1, 0]), 3),
  )
  geometry.setIndex([0, 1, 2, 0, 2, 3])
  geometry.setDrawRange(0, 6)
  const group = new Group()
  const passes = [
    { pass: linePasses.halo, order: renderOrders.lineHalo },
    { pass: linePasses.casing, order: renderOrders.lineCasing },
    { pass: linePasses.line, order: renderOrders.line },
  ]
  const meshes = passes.map(({ pass, order }) => batchMesh(geometry, lineMaterial(shared, pass), order))
  group.add(...meshes)
  group.matrixAutoUpdate = false
  group.visible = false
  const selected = new Set<string>()
  let buffer = bind()

  function bind(): InstancedInterleavedBuffer {
    const next = new InstancedInterleavedBuffer(points.array, POINT_FLOATS).setUsage(DynamicDrawUsage)
    for (const [name, size, offset] of views) {
      geometry.setAttribute(name, new InterleavedBufferAttribute(next, size, offset))
    }
    return next
  }

  return {
    object: group,
    set(key, line, style) {
      points.set(key, line, style)
      if (isSelectedStyle(style)) selected.add(key)
      else selected.delete(key)
    },
    delete(key) {
      points.delete(key)
      selected.delete(key)
    },
    flush() {
      const halo = meshes[0]
      if (halo !== undefined) halo.visible = selected.size > 0
      const dirty = points.takeDirty()
      if (dirty === undefined) return
      if (buffer.array !== points.array) {
        geometry.dispose()
        buffer = bind()
      } else {
        buffer.addUpdateRange(dirty.start, dirty.count)
        buffer.needsUpdate = true
      }
      geometry.instanceCount = Math.max(0, points.used - 2)
      group.visible = geometry.instanceCount > 0
    },
    dispose() {
      geometry.dispose()
      for (const { material } of meshes) material.dispose()
    },
  }
}

function lineMaterial(shared: SharedUniforms, pass: number): ShaderMaterial {
  const isHalo = pass === linePasses.halo
  const isCasing = pass === linePasses.casing
  return new ShaderMaterial({
    name: isHalo ? 'line halo' : isCasing ? 'line casing' : 'line',
    uniforms: { ...shared, pass: { value: pass } },
    vertexShader: lineVertex,
    fragmentShader: lineFragment,
    transparent: true,
    toneMapped: false,
    depthWrite: !isHalo,
    // The casing lies a hair behind the colour, so that no line's casing covers a line at the same place.
    polygonOffset: isCasing,
    polygonOffsetFactor: 0,
    polygonOffsetUnits: isCasing ? 8 : 0,
  })
}
