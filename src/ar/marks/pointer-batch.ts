import { Mesh, ShaderMaterial, type Object3D } from 'three'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { createQuad } from './arrow-batch.ts'
import { createInstanceTable } from './instance-table.ts'
import { renderOrders } from './render-orders.ts'
import { styleGlsl } from './style.ts'
import { planeGlsl, type SharedUniforms } from './uniforms.ts'

/** All laser pointers of a layer in one draw call: a dot of the same size at every distance, over everything. */
export interface PointerBatch {
  readonly object: Object3D
  set(author: Id, at: Pose, style: number): void
  delete(author: Id): void
  dispose(): void
}

/** Radius of the dot's bright middle as a share of the picture's height: 6.5 px at 720 lines. */
const RADIUS_SHARE = 0.009

const vertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  attribute vec3 at;
  attribute float style;
  flat varying float vStyle;
  varying vec2 vAt;
  void main() {
    vStyle = style;
    vAt = position.xy * 3.2;
    vec3 view = (modelViewMatrix * vec4(at, 1.0)).xyz;
    gl_Position = NOWHERE;
    if (view.z > -NEAREST) return;
    view.xy += vAt * ${RADIUS_SHARE} * planeHeight() * -view.z;
    gl_Position = projectionMatrix * vec4(view, 1.0);
  }
`

const fragment = /* glsl */ `
  ${styleGlsl}
  flat varying float vStyle;
  varying vec2 vAt;
  void main() {
    float radius = length(vAt);
    float pixel = fwidth(radius);
    vec3 colour = palette[styleColour(vStyle)];
    float core = clamp(0.5 - (radius - 0.42) / pixel, 0.0, 1.0);
    float dot_ = clamp(0.5 - (radius - 1.0) / pixel, 0.0, 1.0);
    float edge = clamp(0.5 - (radius - 1.28) / pixel, 0.0, 1.0);
    float halo = 0.42 * smoothstep(3.1, 1.0, radius);
    gl_FragColor = vec4(mix(mix(mix(colour, casing, edge), colour, dot_), vec3(1.0), core), max(edge, halo));
    #include <colorspace_fragment>
  }
`

export function createPointerBatch(shared: SharedUniforms): PointerBatch {
  const table = createInstanceTable([
    ['at', 3],
    ['style', 1],
  ])
  const geometry = createQuad()
  table.attach(geometry)
  const material = new ShaderMaterial({
    name: 'pointer',
    uniforms: { ...shared },
    vertexShader: vertex,
    fragmentShader: fragment,
    transparent: true,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  })
  const mesh = new Mesh(geometry, material)
  mesh.frustumCulled = false
  mesh.renderOrder = renderOrders.pointer
  mesh.visible = false

  return {
    object: mesh,
    set(author, { position: p }, style) {
      table.set(author, [p[0], p[1], p[2], style])
      mesh.visible = true
    },
    delete(author) {
      table.delete(author)
      mesh.visible = table.count > 0
    },
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}
