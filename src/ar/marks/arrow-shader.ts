import { occlusionGlsl } from './occlusion.ts'
import { ARROW_LEAST_SHARE, FOOT_RADIUS, LEAN, LEANING } from './sizes.ts'
import { cueGlsl, styleGlsl } from './style.ts'
import { planeGlsl } from './uniforms.ts'

/** Width of the casing against the arrow's length, and its least share of the picture's height. */
const CASING_RATIO = 0.022
const LEAST_CASING_SHARE = 0.0021
const LEAST_CASING_PIXELS = 1.3

/** Around what is selected: a white ring and its dark edge, as shares of the picture's height; 3.6 and 1.4 px at 720 lines. */
const HALO_SHARE = 0.005
const HALO_EDGE_SHARE = 0.002

/** What the foot on the surface is drawn with, against its radius. */
const FOOT_STROKE = 0.17
const FOOT_CASING = 0.13

/** Rows of an arrow and of a foot: tip and length, turn from the frame whose +Y is the shaft (of a foot: the normal), packed style. */
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
  float shownLength(float depth) { return max(tip.w, ${ARROW_LEAST_SHARE} * planeHeight() * depth); }
  vec3 axisInView(vec3 local) { return mat3(modelViewMatrix) * turned(turn, local); }
`

/** How far an arrow leans aside when it is seen along its own shaft: sizes.ts says why. It grows evenly, so that nothing jumps. */
const leaning = /* glsl */ `
  vec3 leaned(vec3 axis, vec3 tipView, bool leans) {
    vec3 toEye = normalize(-tipView);
    vec3 aside = vec3(${LEAN.sideways}, 1.0, 0.0);
    vec3 up = normalize(aside - toEye * dot(aside, toEye));
    return normalize(axis + up * ${LEAN.amount} * smoothstep(leans ? ${LEANING.from} : ${LEAN.from}, leans ? ${LEANING.to} : ${LEAN.to}, dot(axis, toEye)));
  }
`

/** What a pass over the same arrows draws. */
export const arrowPasses = { body: 0, casing: 1, halo: 2 } as const

export const arrowVertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  ${placed}
  ${leaning}
  uniform int pass;
  attribute float shell; // of a halo: 0 the ring, 1 its edge
  flat varying float vStyle;
  varying vec3 vNormal;
  varying vec3 vView;
  flat varying float vShell;
  void main() {
    vShell = shell;
    vec3 tipView = lifted(tipInView(), 0.008);
    vStyle = style;
    gl_Position = NOWHERE;
    if (tipView.z > -NEAREST || (pass == ${arrowPasses.halo} && !styleSelected(style))) return;
    float depth = -tipView.z;
    float size = shownLength(depth);
    vec3 axis = leaned(axisInView(vec3(0.0, 1.0, 0.0)), tipView, styleLeans(style));
    vec3 side = normalize(cross(axis, abs(axis.x) < 0.8 ? vec3(1.0, 0.0, 0.0) : vec3(0.0, 0.0, 1.0)));
    vec3 third = cross(side, axis);
    mat3 basis = mat3(side, axis, third);
    vec3 view = tipView + basis * (position * size);
    vNormal = basis * normal;
    if (pass != ${arrowPasses.body}) {
      float least = max(${LEAST_CASING_SHARE} * planeHeight(), ${LEAST_CASING_PIXELS} * planePixel());
      float swell = max(least * depth, ${CASING_RATIO} * size);
      if (pass == ${arrowPasses.halo}) swell += (${HALO_SHARE} + ${HALO_EDGE_SHARE} * shell) * planeHeight() * depth;
      view += vNormal * swell;
    }
    vView = view;
    gl_Position = projectionMatrix * vec4(view, 1.0);
  }
`

/** Light from the upper left of the viewer, soft, so that the shape reads and the colour stays what it means. */
export const arrowFragment = /* glsl */ `
  ${styleGlsl}
  ${occlusionGlsl}
  uniform int pass;
  flat varying float vStyle;
  varying vec3 vNormal;
  varying vec3 vView;
  flat varying float vShell;
  void main() {
    vec3 colour = pass == ${arrowPasses.halo} && vShell < 0.5 ? vec3(1.0) : casing;
    if (pass == ${arrowPasses.body}) {
      vec3 normal = normalize(vNormal);
      float light = dot(normal, normalize(vec3(-0.45, 0.65, 0.6))) * 0.5 + 0.5;
      colour = palette[styleColour(vStyle)] * mix(0.42, 1.04, light);
      colour = mix(colour, vec3(1.0), 0.22 * pow(max(dot(normal, normalize(vec3(-0.35, 0.5, 0.8))), 0.0), 24.0));
    }
    gl_FragColor = vec4(min(colour, 1.0), styleAlpha(vStyle) * shownShare(vView));
    #include <colorspace_fragment>
  }
`

/** The foot: the colour's cue shape, flat on the surface around the tip. The sign of a line faces the viewer and stands before its line. */
export const footVertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  ${placed}
  flat varying vec2 vStyle; // style, width of a halo against the foot's radius
  varying vec2 vAt;
  varying vec3 vView;
  void main() {
    gl_Position = NOWHERE;
    vec3 tipView = tipInView();
    if (tipView.z > -NEAREST) return;
    float radius = ${FOOT_RADIUS} * shownLength(-tipView.z);
    float halo = styleSelected(style) ? ${HALO_SHARE} * planeHeight() * -tipView.z / radius : 0.0;
    vStyle = vec2(style, halo);
    vAt = position.xy * (1.45 + 1.6 * halo);
    // The picture's up, laid onto the surface: the shape stands upright for every viewer.
    bool isSign = styleSign(style);
    vec3 normal = isSign ? normalize(-tipView) : axisInView(vec3(0.0, 1.0, 0.0));
    vec3 up = vec3(0.0, 1.0, 0.0) - normal * normal.y;
    up = dot(up, up) < 0.003 ? vec3(0.0, 0.0, -1.0) - normal * -normal.z : up;
    up = normalize(up);
    vec3 right = cross(up, normal);
    vec3 view = tipView + (right * vAt.x + up * vAt.y) * radius;
    vView = view;
    float share = isSign ? 0.008 + 1.5 * radius / -tipView.z : 0.0012;
    gl_Position = projectionMatrix * vec4(lifted(view, min(share, 0.5)), 1.0);
  }
`

export const footFragment = /* glsl */ `
  ${styleGlsl}
  ${cueGlsl}
  ${occlusionGlsl}
  flat varying vec2 vStyle;
  varying vec2 vAt;
  varying vec3 vView;
  void main() {
    int colour = styleColour(vStyle.x);
    bool isSign = styleSign(vStyle.x);
    float shape = cueDistance(vAt, colour);
    // A sign is filled, except for the one that is a ring; that one has its dark edge inside too, so that the line does not run through it.
    float ring = isSign && CUES[colour] != 4 ? shape : abs(shape) - ${FOOT_STROKE};
    float pixel = max(fwidth(ring), 1e-4);
    if (styleDashed(vStyle.x)) {
      // Five gaps around: this foot does not know how far down the surface is.
      float turnShare = atan(vAt.x, vAt.y) / 6.28318530718 * 5.0 + 0.5;
      ring = max(ring, (0.21 - abs(fract(turnShare) - 0.5)) * 1.2566 * length(vAt));
    }
    float inside = clamp(0.5 - ring / pixel, 0.0, 1.0);
    float edge = (isSign && CUES[colour] == 4 ? shape - ${FOOT_STROKE} : ring) - ${FOOT_CASING};
    vec3 colour_ = mix(casing, palette[colour], inside);
    if (vStyle.y > 0.0) {
      float halo = clamp(0.5 - (edge - vStyle.y) / pixel, 0.0, 1.0);
      colour_ = mix(mix(casing, vec3(1.0), halo), colour_, clamp(0.5 - edge / pixel, 0.0, 1.0));
      edge -= vStyle.y * ${1 + HALO_EDGE_SHARE / HALO_SHARE};
    }
    float cover = clamp(0.5 - edge / pixel, 0.0, 1.0) * styleAlpha(vStyle.x) * shownShare(vView);
    if (cover < 0.004) discard;
    gl_FragColor = vec4(colour_, cover);
    #include <colorspace_fragment>
  }
`
