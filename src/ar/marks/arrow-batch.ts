import {
  BackSide,
  BufferAttribute,
  DoubleSide,
  FrontSide,
  Group,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
  type Object3D,
} from 'three'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { createArrowBody, createArrowHull } from './arrow-geometry.ts'
import { arrowFragment, arrowLayout, arrowVertex, footFragment, footVertex } from './arrow-shader.ts'
import { createInstanceTable } from './instance-table.ts'
import { renderOrders } from './render-orders.ts'
import type { SharedUniforms } from './uniforms.ts'

/** All arrows of a layer in three draw calls: feet, bodies, casings. */
export interface ArrowBatch {
  readonly object: Object3D
  /** Tip at the pose's origin, shaft along its +Y, `length` in metres. */
  set(id: Id, pose: Pose, length: number, style: number): void
  delete(id: Id): void
  flush(): void
  dispose(): void
}

/** A square from -1 to 1 in x and y, one instance per row. */
export function createQuad(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry()
  const corners = new Float32Array([-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0])
  geometry.setAttribute('position', new BufferAttribute(corners, 3))
  geometry.setIndex([0, 1, 2, 0, 2, 3])
  return geometry
}

export function createArrowBatch(shared: SharedUniforms): ArrowBatch {
  const table = createInstanceTable(arrowLayout)
  const group = new Group()
  const parts = [
    { geometry: createQuad(), material: footMaterial(shared), order: renderOrders.foot },
    { geometry: createArrowBody(), material: arrowMaterial(shared, false), order: renderOrders.arrow },
    // After the bodies: their depth leaves only the rim of the casing, so that a translucent body does not darken.
    { geometry: createArrowHull(), material: arrowMaterial(shared, true), order: renderOrders.arrowCasing },
  ]
  for (const { geometry, material, order } of parts) {
    table.attach(geometry)
    const mesh = new Mesh(geometry, material)
    mesh.frustumCulled = false
    mesh.renderOrder = order
    group.add(mesh)
  }
  group.visible = false

  return {
    object: group,
    set: (id, { position: p, orientation: q }, length, style) =>
      table.set(id, [p[0], p[1], p[2], length, q[0], q[1], q[2], q[3], style]),
    delete: (id) => table.delete(id),
    flush() {
      group.visible = table.count > 0
    },
    dispose() {
      for (const { geometry, material } of parts) {
        geometry.dispose()
        material.dispose()
      }
    },
  }
}

function footMaterial(shared: SharedUniforms): ShaderMaterial {
  return new ShaderMaterial({
    name: 'arrow foot',
    uniforms: { ...shared },
    vertexShader: footVertex,
    fragmentShader: footFragment,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    toneMapped: false,
  })
}

function arrowMaterial(shared: SharedUniforms, isCasing: boolean): ShaderMaterial {
  return new ShaderMaterial({
    name: isCasing ? 'arrow casing' : 'arrow',
    uniforms: { ...shared, isCasing: { value: isCasing } },
    vertexShader: arrowVertex,
    fragmentShader: arrowFragment,
    transparent: true,
    side: isCasing ? BackSide : FrontSide,
    toneMapped: false,
  })
}
