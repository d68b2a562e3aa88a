import { ShaderMaterial, type Object3D } from 'three'
import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { batchMesh, createQuad } from './arrow-batch.ts'
import { createInstanceTable } from './instance-table.ts'
import { renderOrders } from './render-orders.ts'
import { cueGlsl, styleGlsl } from './style.ts'
import { planeGlsl, type SharedUniforms } from './uniforms.ts'

/** All laser pointers of a layer in one draw call: a dot of the same size at every distance, over everything. */
export interface PointerBatch {
  readonly object: Object3D
  readonly isEmpty: boolean
  set(author: Id, at: Pose, style: number): void
  /** Lets it fade; it is gone for good by itself. */
  fade(author: Id, now: number): void
  /** Takes away what has faded. True while something still fades, so that time goes on being drawn. Allocates nothing while nothing does. */
  settle(now: number): boolean
  dispose(): void
}

/** Radius of the dot without its edge as a share of the picture's height: 9 px at 720 lines, so that the sign in its middle is told apart. */
const RADIUS_SHARE = 0.0125

/** Seconds that a dot takes to go: long enough to be followed by the eye, short enough not to be taken for a mark. */
const FADE = 0.7

/** Of a dot that is there: later than every clock. */
const NEVER = 1e9

const vertex = /* glsl */ `
  ${styleGlsl}
  ${planeGlsl}
  attribute vec3 at;
  attribute float style;
  attribute float leaves; // when it began to fade, in seconds
  uniform float now;
  flat varying vec2 vLook; // style, strength
  varying vec2 vAt;
  void main() {
    float gone = clamp((now - leaves) / ${FADE}, 0.0, 1.0);
    vLook = vec2(style, (1.0 - gone) * (1.0 - gone));
    vAt = position.xy * 2.6;
    vec3 view = (modelViewMatrix * vec4(at, 1.0)).xyz;
    gl_Position = NOWHERE;
    if (view.z > -NEAREST || gone >= 1.0) return;
    // It widens a little as it goes, like a light that is turned away.
    view.xy += vAt * ${RADIUS_SHARE} * (1.0 + 0.35 * gone) * planeHeight() * -view.z;
    gl_Position = projectionMatrix * vec4(view, 1.0);
  }
`

/** Radius of the colour's sign in the dot's middle, and its dark edge, against the dot's. */
const CORE = 0.6
const CORE_EDGE = 0.12

const fragment = /* glsl */ `
  ${styleGlsl}
  ${cueGlsl}
  flat varying vec2 vLook;
  varying vec2 vAt;
  void main() {
    float radius = length(vAt);
    float pixel = fwidth(radius);
    int index = styleColour(vLook.x);
    vec3 colour = palette[index];
    // The bright middle has the shape that goes with the colour: edged, so that it is seen on a light colour too.
    float cue = cueDistance(vAt / ${CORE}, index) * ${CORE};
    if (CUES[index] == 4) cue = abs(cue) - 0.14;
    float core = clamp(0.5 - cue / pixel, 0.0, 1.0);
    float rim = clamp(0.5 - (cue - ${CORE_EDGE}) / pixel, 0.0, 1.0);
    float dot_ = clamp(0.5 - (radius - 1.0) / pixel, 0.0, 1.0);
    float edge = clamp(0.5 - (radius - 1.28) / pixel, 0.0, 1.0);
    float halo = 0.42 * smoothstep(2.5, 1.0, radius);
    float cover = max(edge, halo) * vLook.y * strength;
    gl_FragColor = vec4(mix(mix(mix(mix(colour, casing, edge), colour, dot_), casing, rim), vec3(1.0), core), cover);
    #include <colorspace_fragment>
  }
`

interface Dot {
  at: Pose
  style: number
  leaves: number
}

export function createPointerBatch(shared: SharedUniforms): PointerBatch {
  const dots = new Map<Id, Dot>()
  const table = createInstanceTable([
    ['at', 3],
    ['style', 1],
    ['leaves', 1],
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
  const mesh = batchMesh(geometry, material, renderOrders.pointer)
  mesh.visible = false
  /** How many dots are fading. */
  let fading = 0

  function write(author: Id, { at: { position: p }, style, leaves }: Dot): void {
    table.set(author, [p[0], p[1], p[2], style, leaves])
  }

  return {
    object: mesh,
    get isEmpty() {
      return dots.size === 0
    },
    set(author, at, style) {
      if ((dots.get(author)?.leaves ?? NEVER) !== NEVER) fading--
      const dot = { at, style, leaves: NEVER }
      dots.set(author, dot)
      write(author, dot)
      mesh.visible = true
    },
    fade(author, now) {
      const dot = dots.get(author)
      if (dot === undefined || dot.leaves !== NEVER) return
      dot.leaves = now
      fading++
      write(author, dot)
    },
    settle(now) {
      if (fading === 0) return false
      for (const [author, { leaves }] of dots) {
        if (now - leaves < FADE) continue
        dots.delete(author)
        table.delete(author)
        fading--
      }
      mesh.visible = table.count > 0
      return fading > 0
    },
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}
