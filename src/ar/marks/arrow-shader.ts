import { cueGlsl, styleGlsl } from './style.ts'
import { planeGlsl } from './uniforms.ts'

/** Least length of an arrow as a share of the picture's height: 46 px at 720 lines. */
const LEAST_LENGTH_SHARE = 0.064
/** Width of the casing against the arrow's length, and its least share of the picture's height. */
const CASING_RATIO = 0.022
const LEAST_CASING_SHARE = 0.0021
const LEAST_CASING_PIXELS = 1.3

/** Radius of the foot on the surface against the arrow's length, and what it is drawn with, against that radius. */
const FOOT_RADIUS = 0.21
const FOOT_STROKE = 0.17
const FOOT_CASING = 0.13

/** Rows of an arrow: tip and length, turn from the local frame, packed style. */
export const arrowLayout = [
  ['tip', 4],
  ['turn', 4],
  ['style', 1],
] as const

const placed = /* glsl */ `
  attribute vec4 tip;  // x, y, z, length in metres
  attribute vec4 turn; // quaternion x, y, z, w
  attribute float style;
  vec3 tipInView() { return (modelViewMatrix * vec4(tip.xyz, 1.0)).xyz; }
  float shownLength(float depth) { return max(tip.w, ${LEAST_LENGTH_SHARE} * planeHeight() * depth); }
  vec3 axisInView(vec3 local) { return mat3(modelViewMatrix) * turned(turn, local); }
`

/**
 * Seen along its own shaft an arrow would be a disc. From 50 degrees on it leans towards the top of the picture, around its tip, which stays
 * where it is; the lean grows evenly, so that nothing jumps while the camera passes by.
 */
const leaning = /* glsl */ `
  vec3 leaned(vec3 axis, vec3 tipView) {
    vec3 toEye = normalize(-tipView);
    vec3 up = normalize(vec3(0.35, 1.0, 0.0) - toEye * dot(vec3(0.35, 1.0, 0.0), toEye));
    return normalize(axis + up * 1.15 * smoothstep(0.64, 0.97, dot(axis, toEye)));
  }
`

export const arrowVertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  ${placed}
  ${leaning}
  uniform bool isCasing;
  flat varying float vStyle;
  varying vec3 vNormal;
  void main() {
    vec3 tipView = lifted(tipInView(), 0.008);
    vStyle = style;
    gl_Position = NOWHERE;
    if (tipView.z > -NEAREST) return;
    float depth = -tipView.z;
    float size = shownLength(depth);
    vec3 axis = leaned(axisInView(vec3(0.0, 1.0, 0.0)), tipView);
    vec3 side = normalize(cross(axis, abs(axis.x) < 0.8 ? vec3(1.0, 0.0, 0.0) : vec3(0.0, 0.0, 1.0)));
    vec3 third = cross(side, axis);
    mat3 basis = mat3(side, axis, third);
    vec3 view = tipView + basis * (position * size);
    vNormal = basis * normal;
    if (isCasing) {
      float least = max(${LEAST_CASING_SHARE} * planeHeight(), ${LEAST_CASING_PIXELS} * planePixel());
      float swell = max(least * depth, ${CASING_RATIO} * size);
      view += vNormal * swell;
    }
    gl_Position = projectionMatrix * vec4(view, 1.0);
  }
`

/** Light from the upper left of the viewer, soft, so that the shape reads and the colour stays what it means. */
export const arrowFragment = /* glsl */ `
  ${styleGlsl}
  uniform bool isCasing;
  flat varying float vStyle;
  varying vec3 vNormal;
  void main() {
    vec3 colour = casing;
    if (!isCasing) {
      vec3 normal = normalize(vNormal);
      float light = dot(normal, normalize(vec3(-0.45, 0.65, 0.6))) * 0.5 + 0.5;
      colour = palette[styleColour(vStyle)] * mix(0.42, 1.04, light);
      colour = mix(colour, vec3(1.0), 0.22 * pow(max(dot(normal, normalize(vec3(-0.35, 0.5, 0.8))), 0.0), 24.0));
    }
    gl_FragColor = vec4(min(colour, 1.0), styleAlpha(vStyle));
    #include <colorspace_fragment>
  }
`

/** The foot: the colour's cue shape, flat on the surface around the tip. */
export const footVertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  ${placed}
  flat varying float vStyle;
  varying vec2 vAt;
  void main() {
    vStyle = style;
    vAt = position.xy * 1.45;
    gl_Position = NOWHERE;
    vec3 tipView = tipInView();
    if (tipView.z > -NEAREST) return;
    float radius = ${FOOT_RADIUS} * shownLength(-tipView.z);
    // The picture's up, laid onto the surface: the shape stands upright for every viewer.
    vec3 normal = axisInView(vec3(0.0, 1.0, 0.0));
    vec3 up = vec3(0.0, 1.0, 0.0) - normal * normal.y;
    up = dot(up, up) < 0.003 ? vec3(0.0, 0.0, -1.0) - normal * -normal.z : up;
    up = normalize(up);
    vec3 right = cross(up, normal);
    vec3 view = tipView + (right * vAt.x + up * vAt.y) * radius;
    gl_Position = projectionMatrix * vec4(lifted(view, 0.0012), 1.0);
  }
`

export const footFragment = /* glsl */ `
  ${styleGlsl}
  ${cueGlsl}
  flat varying float vStyle;
  varying vec2 vAt;
  void main() {
    int colour = styleColour(vStyle);
    float ring = abs(cueDistance(vAt, colour)) - ${FOOT_STROKE};
    float pixel = max(fwidth(ring), 1e-4);
    if (styleDashed(vStyle)) {
      // Five gaps around: this foot does not know how far down the surface is.
      float turnShare = atan(vAt.x, vAt.y) / 6.28318530718 * 5.0 + 0.5;
      ring = max(ring, (0.21 - abs(fract(turnShare) - 0.5)) * 1.2566 * length(vAt));
    }
    float inside = clamp(0.5 - ring / pixel, 0.0, 1.0);
    float cover = clamp(0.5 - (ring - ${FOOT_CASING}) / pixel, 0.0, 1.0) * styleAlpha(vStyle);
    if (cover < 0.004) discard;
    gl_FragColor = vec4(mix(casing, palette[colour], inside), cover);
    #include <colorspace_fragment>
  }
`
