import { type DataArrayTexture, Mesh, ShaderMaterial, type Object3D } from 'three'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import { createQuad } from './arrow-batch.ts'
import { createInstanceTable } from './instance-table.ts'
import { createLabelAtlas } from './label-atlas.ts'
import { LABEL_FONT_PX } from './paint-label.ts'
import { renderOrders } from './render-orders.ts'
import { styleGlsl } from './style.ts'
import { planeGlsl, type SharedUniforms } from './uniforms.ts'

/** All labels of a layer in one draw call: they face the viewer, hide behind nothing and stay readable at every distance. */
export interface LabelBatch {
  readonly object: Object3D
  set(id: Id, pose: Pose, label: LabelLook, style: number): void
  delete(id: Id): void
  flush(): void
  dispose(): void
}

interface LabelLook {
  readonly text: string
  readonly colour: MarkColour
  readonly dashed: boolean
}

/** Height of the type in the world, in metres; least and most share of the picture's height: 17 and 30 px at 720 lines. */
const FONT_METRES = 0.034
const LEAST_FONT_SHARE = 0.024
const MOST_FONT_SHARE = 0.042

const vertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  uniform vec2 layerSize;
  attribute vec3 at;
  attribute vec4 place; // x, y, width, height in pixels of the layer
  attribute vec3 more;  // layer, height of the anchor above the lower edge in pixels, style
  varying vec3 vAtlas;
  flat varying float vStyle;
  void main() {
    vStyle = more.z;
    vec2 corner = position.xy * 0.5 + 0.5;
    vAtlas = vec3((place.xy + vec2(corner.x, 1.0 - corner.y) * place.zw) / layerSize, more.x);
    vec3 view = (modelViewMatrix * vec4(at, 1.0)).xyz;
    gl_Position = NOWHERE;
    if (view.z > -NEAREST) return;
    float font = clamp(${FONT_METRES} / -view.z, ${LEAST_FONT_SHARE} * planeHeight(), ${MOST_FONT_SHARE} * planeHeight());
    vec2 offset = vec2(position.x * 0.5 * place.z, corner.y * place.w - more.y) * (font / ${LABEL_FONT_PX}.0);
    gl_Position = projectionMatrix * vec4(view.xy + offset * -view.z, view.z, 1.0);
  }
`

const fragment = /* glsl */ `
  precision highp sampler2DArray;
  ${styleGlsl}
  uniform sampler2DArray atlas;
  varying vec3 vAtlas;
  flat varying float vStyle;
  void main() {
    vec4 texel = texture(atlas, vAtlas);
    if (texel.a < 0.004) discard;
    // The atlas holds sRGB bytes.
    vec3 light = mix(texel.rgb / 12.92, pow((texel.rgb + 0.055) / 1.055, vec3(2.4)), step(0.04045, texel.rgb));
    gl_FragColor = vec4(light, texel.a * styleAlpha(vStyle));
    #include <colorspace_fragment>
  }
`

export function createLabelBatch(shared: SharedUniforms): LabelBatch {
  const atlas = createLabelAtlas()
  const looks = new Map<Id, LabelLook>()
  const table = createInstanceTable([
    ['at', 3],
    ['place', 4],
    ['more', 3],
  ])
  const geometry = createQuad()
  table.attach(geometry)
  const sampled: { value: DataArrayTexture | null } = { value: null }
  const material = new ShaderMaterial({
    name: 'label',
    uniforms: { ...shared, atlas: sampled, layerSize: { value: [atlas.width, atlas.height] } },
    vertexShader: vertex,
    fragmentShader: fragment,
    transparent: true,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  })
  const mesh = new Mesh(geometry, material)
  mesh.frustumCulled = false
  mesh.renderOrder = renderOrders.label
  mesh.visible = false

  function release(id: Id): void {
    const look = looks.get(id)
    if (look === undefined) return
    looks.delete(id)
    atlas.release(look.text, look.colour, look.dashed)
  }

  return {
    object: mesh,
    set(id, { position: p }, look, style) {
      // The new one is taken before the old one is let go, so that a label that only moved is not painted again.
      const at = atlas.take(look.text, look.colour, look.dashed)
      release(id)
      looks.set(id, look)
      table.set(id, [p[0], p[1], p[2], at.x, at.y, at.width, at.height, at.layer, at.anchorUp, style])
    },
    delete(id) {
      release(id)
      table.delete(id)
    },
    flush() {
      sampled.value = atlas.texture ?? null
      mesh.visible = table.count > 0
    },
    dispose() {
      atlas.dispose()
      geometry.dispose()
      material.dispose()
    },
  }
}
