import { Mesh, PlaneGeometry, ShaderMaterial, Vector3 } from 'three'
import { CASING, linear, markColours } from '../marks/colours.ts'
import { renderOrders } from '../marks/render-orders.ts'

/** Radius in metres, and least share of the picture's height: 24 px at 720 lines. */
const RADIUS = 0.035
const LEAST_SHARE = 0.033
/** Seconds in which the arc goes round while nobody knows how much is to come. */
const ROUND = 1.4

const vertex = /* glsl */ `
  varying vec2 vAt;
  void main() {
    vAt = position.xy * 2.4;
    vec3 view = (modelViewMatrix * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
    float radius = max(${RADIUS}, ${LEAST_SHARE} * -view.z * 2.0 / projectionMatrix[1][1]);
    gl_Position = projectionMatrix * vec4(view.xy + vAt * radius, view.z, 1.0);
  }
`

const fragment = /* glsl */ `
  uniform vec3 colour;
  uniform vec3 casing;
  uniform float from;
  uniform float share;
  varying vec2 vAt;
  void main() {
    float away = length(vAt);
    float pixel = fwidth(away);
    float plate = 1.0 - smoothstep(1.0, 1.0 + pixel * 1.5, away);
    float band = smoothstep(0.66 - pixel, 0.66, away) * (1.0 - smoothstep(0.86, 0.86 + pixel, away));
    // Clockwise from the top.
    float turn = fract(atan(vAt.x, vAt.y) / 6.2831853 + 1.0 - from);
    float done = share >= 1.0 ? 1.0 : 1.0 - smoothstep(share, share + 0.008, turn);
    vec3 inner = mix(casing, colour, band * mix(0.28, 1.0, done));
    float alpha = plate * 0.86;
    if (alpha < 0.01) discard;
    gl_FragColor = vec4(inner, alpha);
    #include <colorspace_fragment>
  }
`

/** Rings that show how far loads have come. They face the viewer and hide behind nothing. */
export interface LoadRings {
  /** @param share from 0 to 1, asked before each draw; undefined while nobody knows the whole */
  ring(share: () => number | undefined): Mesh
  dispose(): void
}

/** @param clock seconds that only go forward */
export function createLoadRings(clock: () => number): LoadRings {
  const geometry = new PlaneGeometry(1, 1)
  const uniforms = {
    colour: { value: new Vector3(...linear(markColours.white.rgb)) },
    casing: { value: new Vector3(...linear(CASING)) },
    from: { value: 0 },
    share: { value: 0 },
  }
  const material = new ShaderMaterial({
    name: 'load ring',
    uniforms,
    vertexShader: vertex,
    fragmentShader: fragment,
    transparent: true,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  })
  return {
    ring(share) {
      const mesh = new Mesh(geometry, material)
      mesh.name = 'load ring'
      mesh.frustumCulled = false
      mesh.renderOrder = renderOrders.label
      mesh.onBeforeRender = () => {
        const known = share()
        uniforms.from.value = known === undefined ? (clock() / ROUND) % 1 : 0
        uniforms.share.value = known ?? 0.3
        material.uniformsNeedUpdate = true
      }
      return mesh
    },
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}
