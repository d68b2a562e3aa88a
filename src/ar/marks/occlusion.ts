import {
  Matrix4,
  Quaternion,
  type Texture,
  Vector2,
  Vector3,
  Vector4,
  type Camera as ThreeCamera,
} from 'three'
import type { OcclusionDepth } from './occlusion-depth.ts'

/** How much of a mark is left where something real hides it. */
const HIDDEN_SHARE = 0.25
/** A mark begins to fade this far behind what was measured, in metres, and has faded at twice that: what lies on a surface must not flicker. */
const RAMP_FROM = 0.05
/** Depth is this exact up to here, in metres; from there on the ramp grows with the distance, as the noise does. */
const EXACT_UP_TO = 2

/**
 * GLSL for vertex and fragment shaders: which share of a point of the view is shown. Each of the four texels around is judged by itself and
 * the verdicts are mixed, so that coarse depth has soft edges, and one of two surfaces is never taken for a third between them.
 */
export const occlusionGlsl = /* glsl */ `
  uniform bool hasDepth;
  uniform sampler2D realDepth;
  uniform mat4 depthFromView;
  uniform vec4 depthProjection;
  uniform mat4 depthAt;
  uniform vec2 depthUnits;
  float texelShown(ivec2 at, ivec2 size, float metres) {
    float real = dot(texelFetch(realDepth, clamp(at, ivec2(0), size - 1), 0).rg, depthUnits);
    float ramp = ${RAMP_FROM} * max(1.0, real / ${EXACT_UP_TO.toFixed(1)});
    return real > 0.0 ? 1.0 - smoothstep(ramp, 2.0 * ramp, metres - real) : 1.0;
  }
  float shownShare(vec3 view) {
    if (!hasDepth) return 1.0;
    vec3 p = (depthFromView * vec4(view, 1.0)).xyz;
    if (p.z > -0.05) return 1.0;
    vec2 ndc = p.xy * depthProjection.xy / -p.z - depthProjection.zw;
    vec2 at = (depthAt * vec4(0.5 + 0.5 * ndc.x, 0.5 - 0.5 * ndc.y, 0.0, 1.0)).xy;
    if (at != clamp(at, 0.0, 1.0)) return 1.0;
    ivec2 size = textureSize(realDepth, 0);
    vec2 texel = at * vec2(size) - 0.5;
    ivec2 corner = ivec2(floor(texel));
    vec2 share = fract(texel);
    float above = mix(texelShown(corner, size, -p.z), texelShown(corner + ivec2(1, 0), size, -p.z), share.x);
    float below = mix(texelShown(corner + ivec2(0, 1), size, -p.z), texelShown(corner + ivec2(1, 1), size, -p.z), share.x);
    return mix(${HIDDEN_SHARE}, 1.0, mix(above, below, share.y));
  }
`

/** The uniforms of `occlusionGlsl`, and what keeps them right. */
export interface Occlusion {
  readonly uniforms: Readonly<Record<string, { value: unknown }>>
  readonly isOn: boolean
  set(depth: OcclusionDepth | undefined): void
  /** Before each render: the depth was measured from elsewhere than what is drawn is seen from. Allocates nothing. */
  seenBy(camera: ThreeCamera): void
}

export function createOcclusion(): Occlusion {
  const hasDepth = { value: false }
  const realDepth: { value: Texture | null } = { value: null }
  const depthFromView = new Matrix4()
  const depthFromSpace = new Matrix4()
  const depthProjection = new Vector4()
  const depthAt = new Matrix4()
  const depthUnits = new Vector2()
  const position = new Vector3()
  const orientation = new Quaternion()
  const one = new Vector3(1, 1, 1)

  return {
    uniforms: {
      hasDepth,
      realDepth,
      depthFromView: { value: depthFromView },
      depthProjection: { value: depthProjection },
      depthAt: { value: depthAt },
      depthUnits: { value: depthUnits },
    },
    get isOn() {
      return hasDepth.value
    },
    set(depth) {
      hasDepth.value = depth !== undefined
      realDepth.value = depth?.texture ?? null
      if (depth === undefined) return
      const { pose, projection } = depth.camera
      position.set(...pose.position)
      orientation.set(...pose.orientation)
      depthFromSpace.compose(position, orientation, one).invert()
      depthProjection.set(...projection)
      if (depth.fromView === undefined) depthAt.identity()
      else depthAt.fromArray(depth.fromView)
      // Bytes arrive as shares of 255; the second one counts 256 times as much.
      const unit = depth.metresPerUnit
      if (depth.values === 'two-bytes') depthUnits.set(255 * unit, 255 * 256 * unit)
      else depthUnits.set(unit, 0)
    },
    seenBy(camera) {
      if (hasDepth.value) depthFromView.multiplyMatrices(depthFromSpace, camera.matrixWorld)
    },
  }
}
