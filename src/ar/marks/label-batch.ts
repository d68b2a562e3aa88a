import { type DataArrayTexture, Mesh, ShaderMaterial, type Object3D } from 'three'
import type { Vec3 } from '#domain/geometry.ts'
import { createQuad } from './arrow-batch.ts'
import { createInstanceTable } from './instance-table.ts'
import { createLabelAtlas } from './label-atlas.ts'
import { type LabelLook, lookKey } from './label-look.ts'
import { LABEL_FONT_PX } from './label-layout.ts'
import { occlusionGlsl } from './occlusion.ts'
import { renderOrders } from './render-orders.ts'
import { FONT_LEAST_SHARE, FONT_METRES, FONT_MOST_SHARE } from './sizes.ts'
import { styleGlsl } from './style.ts'
import { planeGlsl, type SharedUniforms } from './uniforms.ts'

/** All labels of a layer in one draw call: they face the viewer, stand before everything else and stay readable at every distance. */
export interface LabelBatch {
  readonly object: Object3D
  /** Writes a label; `at` is its anchor in the space. */
  set(key: string, at: Vec3, look: LabelLook, style: number): void
  delete(key: string): void
  flush(): void
  dispose(): void
}

const vertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  ${occlusionGlsl}
  uniform vec2 layerSize;
  attribute vec3 at;
  attribute vec4 place; // x, y, width, height in texels of the layer
  attribute vec3 more;  // layer, texels for one label pixel, style
  attribute vec2 anchor; // from the upper left corner, in label pixels
  varying vec3 vAtlas;
  flat varying vec2 vLook; // style, shown share
  void main() {
    vec2 corner = vec2(position.x, -position.y) * 0.5 + 0.5;
    vAtlas = vec3((place.xy + corner * place.zw) / layerSize, more.x);
    vec3 view = (modelViewMatrix * vec4(at, 1.0)).xyz;
    gl_Position = NOWHERE;
    if (view.z > -NEAREST) return;
    float depth = -view.z;
    // By its anchor alone: half a word is no word.
    vLook = vec2(more.z, shownShare(view));
    float font = clamp(${FONT_METRES} / depth, ${FONT_LEAST_SHARE} * planeHeight(), ${FONT_MOST_SHARE} * planeHeight());
    vec2 offset = (corner * place.zw / more.y - anchor) * vec2(1.0, -1.0) * (font / ${LABEL_FONT_PX}.0);
    vec4 clip = projectionMatrix * vec4(view.xy + offset * depth, view.z, 1.0);
    // Into the nearest slice of the depth range: before all that is not a label, and among labels the nearer one before the other.
    clip.z = clip.w * (-0.999 + 0.02 * depth / (1.0 + depth));
    gl_Position = clip;
  }
`

const fragment = /* glsl */ `
  precision highp sampler2DArray;
  ${styleGlsl}
  uniform sampler2DArray atlas;
  varying vec3 vAtlas;
  flat varying vec2 vLook;
  void main() {
    vec4 texel = texture(atlas, vAtlas);
    if (texel.a < 0.04) discard;
    // The atlas holds sRGB bytes.
    vec3 light = mix(texel.rgb / 12.92, pow((texel.rgb + 0.055) / 1.055, vec3(2.4)), step(0.04045, texel.rgb));
    // Where the thing is hidden its plate is only a shade, but the words can still be read.
    float bright = max(texel.r, max(texel.g, texel.b));
    float shown = mix(vLook.y, max(vLook.y, 0.6), smoothstep(0.3, 0.8, bright));
    gl_FragColor = vec4(light, texel.a * styleAlpha(vLook.x) * shown);
    #include <colorspace_fragment>
  }
`

export function createLabelBatch(shared: SharedUniforms): LabelBatch {
  const atlas = createLabelAtlas()
  const labels = new Map<string, { readonly at: Vec3; readonly look: LabelLook; readonly style: number }>()
  const table = createInstanceTable([
    ['at', 3],
    ['place', 4],
    ['more', 3],
    ['anchor', 2],
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
    toneMapped: false,
  })
  const mesh = new Mesh(geometry, material)
  mesh.frustumCulled = false
  mesh.renderOrder = renderOrders.label
  mesh.visible = false
  let generation = 0

  function write(key: string): void {
    const label = labels.get(key)
    const place = label && atlas.placeOf(label.look)
    if (place === undefined) return
    const { at, style } = label ?? { at: [0, 0, 0], style: 0 }
    const { x, y, width, height, layer, scale, layout } = place
    table.set(key, [
      at[0],
      at[1],
      at[2],
      x,
      y,
      width,
      height,
      layer,
      scale,
      style,
      layout.anchorX,
      layout.anchorY,
    ])
  }

  return {
    object: mesh,
    set(key, at, look, style) {
      const before = labels.get(key)
      const isSameLook = before !== undefined && lookKey(before.look) === lookKey(look)
      if (!isSameLook) {
        atlas.take(look)
        if (before !== undefined) atlas.release(before.look)
      }
      labels.set(key, { at, look, style })
      write(key)
    },
    delete(key) {
      const before = labels.get(key)
      if (before === undefined) return
      labels.delete(key)
      atlas.release(before.look)
      table.delete(key)
    },
    flush() {
      if (generation !== atlas.generation) {
        generation = atlas.generation
        for (const key of labels.keys()) write(key)
      }
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
