import { occlusionGlsl } from './occlusion.ts'
import { LINE_HALF_WIDTH, LINE_LEAST_HALF_SHARE } from './sizes.ts'
import { styleGlsl } from './style.ts'
import { planeGlsl } from './uniforms.ts'

/** Least width of the dark casing, as a share of the picture's height: 1.4 px at 720 lines. */
const LEAST_CASING_SHARE = 0.002
/** And in pixels, for small canvases. */
const LEAST_HALF_PIXELS = 1.3
const LEAST_CASING_PIXELS = 1.3
/** Width of the casing against half the line's. */
const CASING_RATIO = 0.42
/** Around what is selected: a white ring and its dark edge, as shares of the picture's height; 3.6 and 1.4 px at 720 lines. */
const HALO_SHARE = 0.005
const HALO_EDGE_SHARE = 0.002
/** Least length of a bar across a line's end, as a share of the picture's height: 20 px at 720 lines. */
const LEAST_BAR_SHARE = 0.028
/** A dash and a gap, in metres, at the width of the world. */
const DASH_PERIOD = 0.03

/** What a pass over the same segments draws. */
export const linePasses = { halo: 0, casing: 1, line: 2 } as const

/**
 * Each instance is one segment with round ends, cut at its joints along the bisector with its neighbours, so that neighbours never cover the
 * same pixel and translucent lines stay even.
 */
export const lineVertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  attribute vec4 before;   // x, y, z, key
  attribute vec4 start;
  attribute vec2 startMore; // metres along the line, style
  attribute vec4 end;
  attribute vec2 endMore;
  attribute vec4 after;
  varying vec3 vView;
  varying float vMetres;
  flat varying vec4 vEnds;      // start.xy, end.xy in plane units
  flat varying vec4 vJoints;    // bisector at the start, at the end; zero where there is no neighbour
  flat varying vec4 vSizes;     // half width at start and end, casing, pixel
  flat varying vec3 vStyle;     // style, metres per plane unit, dash scale
  flat varying float vHeight;   // of the picture, in plane units
  uniform int pass;

  vec3 toView(vec3 point) { return (modelViewMatrix * vec4(point, 1.0)).xyz; }
  vec2 toPlane(vec3 view) { return view.xy / -view.z; }
  bool sameLine(float a, float b) { return floor(a) == floor(b); }

  vec2 joint(vec2 into, vec2 out_) {
    // A hairpin has no usable bisector: there both segments draw their whole round end.
    if (dot(into, into) < 1e-14 || dot(out_, out_) < 1e-14) return vec2(0.0);
    vec2 a = normalize(into);
    vec2 b = normalize(out_);
    return dot(a, b) < -0.3 ? vec2(0.0) : normalize(a + b);
  }

  void main() {
    gl_Position = NOWHERE;
    bool drawn = start.w >= 0.0 && start.w == end.w && fract(start.w) < 0.25;
    if (!drawn || (pass == ${linePasses.halo} && !styleSelected(startMore.y))) return;
    float share = 0.002 + 1e-5 * mod(start.w, 400.0);
    vec3 a = lifted(toView(start.xyz), share);
    vec3 b = lifted(toView(end.xyz), share);
    vec3 p = lifted(toView(before.xyz), share);
    vec3 n = lifted(toView(after.xyz), share);
    if (a.z > -NEAREST && b.z > -NEAREST) return;
    if (styleBar(startMore.y) && a.z < -NEAREST && b.z < -NEAREST) {
      // Far away, or seen from its end, a bar grows around its middle until it can be seen.
      float seen = max(length(toPlane(a) - toPlane(b)), 1e-6);
      float grown = clamp(${LEAST_BAR_SHARE} * planeHeight() / seen, 1.0, 12.0);
      vec3 middle = 0.5 * (a + b);
      a = middle + (a - middle) * grown;
      b = middle + (b - middle) * grown;
      if (a.z > -NEAREST || b.z > -NEAREST) return;
    }
    bool hasBefore = before.w >= 0.0 && sameLine(before.w, start.w) && p.z < -NEAREST;
    bool hasAfter = after.w >= 0.0 && sameLine(after.w, start.w) && n.z < -NEAREST;
    if (a.z > -NEAREST) { a = mix(a, b, (-NEAREST - a.z) / (b.z - a.z)); hasBefore = false; }
    if (b.z > -NEAREST) { b = mix(b, a, (-NEAREST - b.z) / (a.z - b.z)); hasAfter = false; }

    vec2 qa = toPlane(a);
    vec2 qb = toPlane(b);
    float least = max(${LINE_LEAST_HALF_SHARE} * planeHeight(), ${LEAST_HALF_PIXELS} * planePixel());
    float ra = max(${LINE_HALF_WIDTH} / -a.z, least);
    float rb = max(${LINE_HALF_WIDTH} / -b.z, least);
    float leastCasing = max(${LEAST_CASING_SHARE} * planeHeight(), ${LEAST_CASING_PIXELS} * planePixel());
    float casingWidth = max(leastCasing, ${CASING_RATIO} * max(ra, rb));
    float halo = pass == ${linePasses.halo} ? ${HALO_SHARE + HALO_EDGE_SHARE} * planeHeight() : 0.0;
    float pad = casingWidth + halo + 2.0 * planePixel();

    vec2 along = qb - qa;
    along = dot(along, along) < 1e-14 ? vec2(1.0, 0.0) : normalize(along);
    vec2 across = vec2(-along.y, along.x);
    bool atStart = position.x < 0.5;
    float depth = atStart ? -a.z : -b.z;
    vec2 q = (atStart ? qa - along * (ra + pad) : qb + along * (rb + pad)) + across * position.y * (max(ra, rb) + pad);

    vView = vec3(q * depth, -depth);
    vMetres = atStart ? startMore.x : endMore.x;
    vEnds = vec4(qa, qb);
    vJoints = vec4(hasBefore ? joint(qa - toPlane(p), qb - qa) : vec2(0.0), hasAfter ? joint(qb - qa, toPlane(n) - qb) : vec2(0.0));
    vSizes = vec4(ra, rb, casingWidth, planePixel());
    vHeight = planeHeight();
    // Dashes grow by powers of two with the distance, so that they neither melt together nor crawl.
    vStyle = vec3(startMore.y, -a.z, exp2(ceil(log2(max(1.0, ra * -a.z / ${LINE_HALF_WIDTH})) - 0.01)));
    gl_Position = projectionMatrix * vec4(vView, 1.0);
  }
`

export const lineFragment = /* glsl */ `
  ${styleGlsl}
  ${occlusionGlsl}
  uniform int pass;
  varying vec3 vView;
  varying float vMetres;
  flat varying vec4 vEnds;
  flat varying vec4 vJoints;
  flat varying vec4 vSizes;
  flat varying vec3 vStyle;
  flat varying float vHeight;

  void main() {
    vec2 q = vView.xy / -vView.z;
    vec2 a = vEnds.xy;
    vec2 b = vEnds.zw;
    float pixel = vSizes.w;
    // A hair of overlap, so that rounding leaves no gap between neighbours.
    if (dot(q - a, vJoints.xy) < -0.05 * pixel || dot(q - b, vJoints.zw) > 0.05 * pixel) discard;
    vec2 along = b - a;
    float t = clamp(dot(q - a, along) / max(dot(along, along), 1e-14), 0.0, 1.0);
    float distance_ = length(q - a - along * t) - mix(vSizes.x, vSizes.y, t);
    if (styleDashed(vStyle.x)) {
      float period = ${DASH_PERIOD} * vStyle.z;
      float along_ = (abs(fract(vMetres / period) - 0.5) - 0.29) * period / vStyle.y;
      distance_ = max(distance_, along_);
    }
    float alpha = styleAlpha(vStyle.x) * shownShare(vView);
    if (pass == ${linePasses.halo}) {
      float ring = distance_ - vSizes.z - ${HALO_SHARE} * vHeight;
      float cover = clamp(0.5 - (ring - ${HALO_EDGE_SHARE} * vHeight) / pixel, 0.0, 1.0) * alpha;
      if (cover < 0.004) discard;
      gl_FragColor = vec4(mix(casing, vec3(1.0), clamp(0.5 - ring / pixel, 0.0, 1.0)), cover);
    } else {
      bool isCasing = pass == ${linePasses.casing};
      // Under a translucent line the casing would shine through: there it is only a rim.
      float rim = isCasing && alpha < 1.0 ? clamp(1.0 + distance_ / pixel, 0.0, 1.0) : 1.0;
      if (isCasing) distance_ -= vSizes.z;
      float cover = clamp(0.5 - distance_ / pixel, 0.0, 1.0) * rim * alpha;
      if (cover < 0.004) discard;
      gl_FragColor = vec4(isCasing ? casing : palette[styleColour(vStyle.x)], cover);
    }
    #include <colorspace_fragment>
  }
`
