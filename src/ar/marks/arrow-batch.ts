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
import type { Pose, Quat, Vec3 } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { createArrowBody, createArrowHalo, createArrowHull } from './arrow-geometry.ts'
import {
  arrowFragment,
  arrowLayout,
  arrowPasses,
  arrowVertex,
  footFragment,
  footVertex,
} from './arrow-shader.ts'
import { createInstanceTable } from './instance-table.ts'
import { renderOrders } from './render-orders.ts'
import { isSelectedStyle, isTranslucent, signStyle } from './style.ts'
import { SIGN_LENGTH } from './sizes.ts'
import type { SharedUniforms } from './uniforms.ts'

/**
 * All arrows of a layer in three draw calls (feet, bodies, casings), one more while some are translucent and one while some are selected.
 * The signs of lines are feet without an arrow.
 */
export interface ArrowBatch {
  readonly object: Object3D
  /** Tip at the pose's origin, foot across its +Y, shaft along +Y of the frame `shaft`; `length` in metres. */
  set(id: Id, pose: Pose, shaft: Quat, length: number, style: number): void
  /** The sign of a colour at that place. */
  setSign(id: Id, at: Vec3, style: number): void
  delete(id: Id): void
  /** @param letsThrough whether all of them may be translucent in places now */
  flush(letsThrough: boolean): void
  dispose(): void
}

/** A square from -1 to 1 in x and y, one instance per row. */
export function createQuad(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry()
  const corners = new Float32Array([-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0])
  geometry.setAttribute('position', new BufferAttribute(corners, 3))
  geometry.setIndex([0, 1, 2, 0, 2, 3])
  geometry.setDrawRange(0, 6)
  return geometry
}

/** A mesh that is drawn wherever its instances are, and never moves. */
export function batchMesh(
  geometry: InstancedBufferGeometry,
  material: ShaderMaterial,
  order: number,
): Mesh<InstancedBufferGeometry, ShaderMaterial> {
  const mesh = new Mesh(geometry, material)
  mesh.frustumCulled = false
  mesh.matrixAutoUpdate = false
  mesh.renderOrder = order
  return mesh
}

export function createArrowBatch(shared: SharedUniforms): ArrowBatch {
  const feet = createInstanceTable(arrowLayout)
  const bodies = createInstanceTable(arrowLayout)
  const group = new Group()
  const body = createArrowBody()
  const parts = [
    { geometry: createQuad(), material: footMaterial(shared), order: renderOrders.foot },
    { geometry: body, material: depthMaterial(shared), order: renderOrders.arrowDepth },
    { geometry: body, material: arrowMaterial(shared, arrowPasses.body), order: renderOrders.arrow },
    // After the bodies: their depth leaves only the rim of the casing, so that a translucent body does not darken.
    {
      geometry: createArrowHull(),
      material: arrowMaterial(shared, arrowPasses.casing),
      order: renderOrders.arrowCasing,
    },
    {
      geometry: createArrowHalo(),
      material: arrowMaterial(shared, arrowPasses.halo),
      order: renderOrders.arrowHalo,
    },
  ]
  for (const geometry of new Set(parts.map((part) => part.geometry)))
    (geometry === parts[0]?.geometry ? feet : bodies).attach(geometry)
  const meshes = parts.map(({ geometry, material, order }) => batchMesh(geometry, material, order))
  group.add(...meshes)
  group.matrixAutoUpdate = false
  group.visible = false
  const translucent = new Set<Id>()
  const selected = new Set<Id>()

  return {
    object: group,
    set(id, { position: p, orientation: q }, s, length, style) {
      feet.set(id, [p[0], p[1], p[2], length, q[0], q[1], q[2], q[3], style])
      bodies.set(id, [p[0], p[1], p[2], length, s[0], s[1], s[2], s[3], style])
      if (isTranslucent(style)) translucent.add(id)
      else translucent.delete(id)
      if (isSelectedStyle(style)) selected.add(id)
      else selected.delete(id)
    },
    setSign(id, p, style) {
      bodies.delete(id)
      translucent.delete(id)
      selected.delete(id)
      feet.set(id, [p[0], p[1], p[2], SIGN_LENGTH, 0, 0, 0, 1, signStyle(style)])
    },
    delete(id) {
      feet.delete(id)
      bodies.delete(id)
      translucent.delete(id)
      selected.delete(id)
    },
    flush(letsThrough) {
      group.visible = feet.count > 0
      const depth = meshes[1]
      const halo = meshes[4]
      if (depth !== undefined) depth.visible = letsThrough || translucent.size > 0
      if (halo !== undefined) halo.visible = selected.size > 0
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

/** Only the depth of the bodies: a translucent arrow then shows the picture through itself, and not its own far side. */
function depthMaterial(shared: SharedUniforms): ShaderMaterial {
  const material = arrowMaterial(shared, arrowPasses.body)
  material.name = 'arrow depth'
  material.colorWrite = false
  return material
}

function arrowMaterial(shared: SharedUniforms, pass: number): ShaderMaterial {
  const isBody = pass === arrowPasses.body
  return new ShaderMaterial({
    name: isBody ? 'arrow' : pass === arrowPasses.casing ? 'arrow casing' : 'arrow halo',
    uniforms: { ...shared, pass: { value: pass } },
    vertexShader: arrowVertex,
    fragmentShader: arrowFragment,
    transparent: true,
    side: isBody ? FrontSide : BackSide,
    toneMapped: false,
  })
}
