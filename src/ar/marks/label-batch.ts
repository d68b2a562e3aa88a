import { type DataArrayTexture, ShaderMaterial, type Object3D, Vector2 } from 'three'
import type { Vec3 } from '#domain/geometry.ts'
import { batchMesh, createQuad } from './arrow-batch.ts'
import { createInstanceTable } from './instance-table.ts'
import { createLabelAtlas } from './label-atlas.ts'
import { type LabelLook, lookKey } from './label-look.ts'
import { LABEL_FONT_PX, type LabelPart } from './label-layout.ts'
import { DISC_RISE, EDGE_ROOM, KEEP, MOST_WIDE, OVER_GAP } from './label-place.ts'
import { occlusionGlsl } from './occlusion.ts'
import { renderOrders } from './render-orders.ts'
import { FONT_LEAST_SHARE, FONT_METRES, FONT_MOST_SHARE } from './sizes.ts'
import { styleGlsl } from './style.ts'
import { planeGlsl, type SharedUniforms } from './uniforms.ts'

/** Which part of a label a row draws, as the shader knows it; what is from `point` on shows the place. */
const parts = { slides: '0.0', beside: '1.0', point: '2.0', disc: '3.0' } as const

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
  attribute vec4 place; // of one part: x, y, width, height in texels of the layer
  attribute vec4 more;  // layer, texels for one label pixel, style, which part
  attribute vec2 rest;  // the part's upper left corner from the anchor, in label pixels, y down
  attribute vec4 body;  // the words' corner and size, in the same way
  varying vec3 vAtlas;
  flat varying vec2 vLook; // style, shown share

  /* As in label-place.ts. Room: from the anchor to the left, upper, right and lower edge. */
  float slid(vec4 room) {
    float most = max(0.0, body.z * 0.5 - ${KEEP}.0);
    return clamp(max(min(0.0, room.z - body.z * 0.5), body.z * 0.5 - room.x), -most, most) - body.z * 0.5;
  }
  bool fits(float top, vec4 room) { return top >= -room.y && top + body.w <= room.w; }
  bool hangsUnder(vec4 room) { return !fits(body.y, room) && fits(-(body.y + body.w), room); }
  vec2 beside(vec4 room) {
    float end = body.x + body.z;
    if (end > room.z && end > room.x) {
      float over = -(${DISC_RISE}.0 + ${OVER_GAP}.0 + body.w);
      return vec2(slid(room), over >= -room.y ? over : ${OVER_GAP}.0);
    }
    float level = clamp(max(min(body.y, room.w - body.w), -room.y), body.y - body.w, body.y + body.w);
    return vec2(end <= room.z ? body.x : -end, level);
  }

  void main() {
    vec2 corner = vec2(position.x, -position.y) * 0.5 + 0.5;
    vec3 view = (modelViewMatrix * vec4(at, 1.0)).xyz;
    gl_Position = NOWHERE;
    if (view.z > -NEAREST) return;
    float depth = -view.z;
    // By its anchor alone: half a word is no word.
    vLook = vec2(more.z, shownShare(view));
    float font = clamp(${FONT_METRES} / depth, ${FONT_LEAST_SHARE} * planeHeight(), ${FONT_MOST_SHARE} * planeHeight());
    vec2 scale = vec2(projectionMatrix[0][0], projectionMatrix[1][1]);
    float unit = min(font / ${LABEL_FONT_PX}.0, ${MOST_WIDE} * 2.0 / scale.x / max(1.0, body.z));
    vec2 ndc = scale * view.xy / depth - projectionMatrix[2].xy;
    vec4 room = vec4(1.0 + ndc.x, 1.0 - ndc.y, 1.0 - ndc.x, 1.0 + ndc.y) / scale.xyxy / unit - ${EDGE_ROOM}.0;
    vec2 size = place.zw / more.y;
    vec2 from = rest;
    if (more.w == ${parts.slides}) from = vec2(slid(room), hangsUnder(room) ? -(body.y + body.w) : body.y);
    if (more.w == ${parts.beside}) from = beside(room);
    vec2 seen = corner;
    // A point hangs upside down from a plate that hangs under its place.
    if (more.w == ${parts.point} && hangsUnder(room)) {
      from.y = -(from.y + size.y);
      seen.y = 1.0 - corner.y;
    }
    vAtlas = vec3((place.xy + seen * place.zw) / layerSize, more.x);
    vec2 offset = from + corner * size;
    vec4 clip = projectionMatrix * vec4(view.xy + offset * vec2(1.0, -1.0) * unit * depth, view.z, 1.0);
    // Into the nearest slice of the depth range: before all that is not a label, and among labels the nearer one before the other.
    clip.z = clip.w * (-0.999 + 0.02 * depth / (1.0 + depth));
    // What shows the place before the words that may have slid over it.
    if (more.w >= ${parts.point}) clip.z -= clip.w * 4e-6;
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

const footKey = (key: string): string => `${key} foot`

export function createLabelBatch(shared: SharedUniforms): LabelBatch {
  const atlas = createLabelAtlas()
  const labels = new Map<string, { readonly at: Vec3; readonly look: LabelLook; readonly style: number }>()
  const table = createInstanceTable([
    ['at', 3],
    ['place', 4],
    ['more', 4],
    ['rest', 2],
    ['body', 4],
  ])
  const geometry = createQuad()
  table.attach(geometry)
  const sampled: { value: DataArrayTexture | null } = { value: null }
  const material = new ShaderMaterial({
    name: 'label',
    uniforms: { ...shared, atlas: sampled, layerSize: { value: new Vector2(atlas.width, atlas.height) } },
    vertexShader: vertex,
    fragmentShader: fragment,
    transparent: true,
    toneMapped: false,
  })
  const mesh = batchMesh(geometry, material, renderOrders.label)
  mesh.visible = false
  let generation = 0

  function write(key: string): void {
    const label = labels.get(key)
    const place = label && atlas.placeOf(label.look)
    if (place === undefined) return
    const { at, style } = label ?? { at: [0, 0, 0], style: 0 }
    const { layer, scale, layout } = place
    const { body, foot, isBeside } = layout
    const words = body ? [body.x, body.y, body.box.width, body.box.height] : [0, 0, 0, 0]
    const writePart = (row: string, part: LabelPart | undefined, which: string): void => {
      if (part === undefined) return table.delete(row)
      const { x, y, width, height } = part.box
      const box = [place.x + x * scale, place.y + y * scale, width * scale, height * scale]
      table.set(row, [...at, ...box, layer, scale, style, Number(which), part.x, part.y, ...words])
    }
    writePart(key, body, isBeside ? parts.beside : parts.slides)
    writePart(footKey(key), foot, isBeside ? parts.disc : parts.point)
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
      table.delete(footKey(key))
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
