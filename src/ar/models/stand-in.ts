import {
  BoxGeometry,
  DoubleSide,
  FrontSide,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector3,
  type Object3D,
} from 'three'
import { renderOrders } from '../marks/render-orders.ts'
import { CASING, linear, markColours } from '../marks/colours.ts'

/** What stands where a model will stand or cannot stand, and the shadow under it. */
export interface StandIns {
  /**
   * A box of that size (width, height, depth in metres) on the origin: thin while loading, hatched when the model failed; as a frame only
   * its corners, around a model that is picked or being placed.
   */
  box(size: readonly [number, number, number], state: 'loading' | 'failed' | 'frame'): Object3D
  /** A soft contact shadow on the surface under a model of that size. */
  shadow(size: readonly [number, number, number]): Object3D
  dispose(): void
}

const boxVertex = /* glsl */ `
  varying vec2 vUv;
  varying vec2 vExtent;
  void main() {
    vUv = uv;
    vec3 size = vec3(length(modelMatrix[0].xyz), length(modelMatrix[1].xyz), length(modelMatrix[2].xyz));
    vExtent = abs(normal.x) > 0.5 ? size.zy : abs(normal.y) > 0.5 ? size.xz : size.xy;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`

const boxFragment = /* glsl */ `
  uniform vec3 colour;
  uniform vec3 casing;
  uniform float hatch;
  uniform float frame;
  varying vec2 vUv;
  varying vec2 vExtent;
  void main() {
    vec2 metres = vUv * vExtent;
    vec2 pixel = fwidth(metres);
    vec2 edge = min(metres, vExtent - metres) / max(pixel, vec2(1e-6));
    float border = min(edge.x, edge.y);
    float line = 1.0 - smoothstep(2.0, 3.0, border);
    float dark = 1.0 - smoothstep(3.2, 4.4, border);
    if (frame > 0.5) {
      // Along the nearest edge, how far from its end: the middle of every edge is left out.
      vec2 inward = min(vUv, 1.0 - vUv);
      float along = edge.x < edge.y ? inward.y : inward.x;
      float shown = 1.0 - smoothstep(0.2, 0.21, along);
      float seen = max(line, dark * 0.8) * shown;
      if (seen < 0.01) discard;
      gl_FragColor = vec4(mix(casing, colour, line), seen);
      #include <colorspace_fragment>
      return;
    }
    float across = metres.x + metres.y;
    float period = max(vExtent.x + vExtent.y, 0.02) / 9.0;
    float stripe = smoothstep(0.45, 0.55, abs(fract(across / period) - 0.5) * 2.0) * hatch;
    vec3 face = mix(casing, colour, stripe * 0.9);
    float alpha = max(max(line, dark * 0.8), mix(0.16, 0.72, hatch));
    gl_FragColor = vec4(mix(mix(face, casing, dark), colour, line), alpha);
    #include <colorspace_fragment>
  }
`

const shadowVertex = /* glsl */ `
  varying vec2 vAt;
  void main() {
    vAt = position.xy;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`

/** Dark under the footprint, gone at the edge; a rounded square, since most machines are more box than ball. */
const shadowFragment = /* glsl */ `
  varying vec2 vAt;
  void main() {
    vec2 p = abs(vAt) * 2.0;
    float away = pow(pow(p.x, 3.2) + pow(p.y, 3.2), 1.0 / 3.2);
    float shade = 1.0 - smoothstep(0.28, 1.0, away);
    gl_FragColor = vec4(vec3(0.0), 0.62 * shade * shade);
  }
`

export function createStandIns(): StandIns {
  const cube = new BoxGeometry(1, 1, 1).translate(0, 0.5, 0)
  const plane = new PlaneGeometry(1, 1)
  const boxMaterial = (
    rgb: readonly [number, number, number],
    hatch: number,
    frame: number,
  ): ShaderMaterial =>
    new ShaderMaterial({
      name: 'stand-in',
      uniforms: {
        colour: { value: new Vector3(...linear(rgb)) },
        casing: { value: new Vector3(...linear(CASING)) },
        hatch: { value: hatch },
        frame: { value: frame },
      },
      vertexShader: boxVertex,
      fragmentShader: boxFragment,
      transparent: true,
      depthWrite: hatch > 0,
      side: frame > 0 ? DoubleSide : FrontSide,
      toneMapped: false,
    })
  const materials = {
    loading: boxMaterial(markColours.white.rgb, 0, 0),
    failed: boxMaterial(markColours.yellow.rgb, 1, 0),
    frame: boxMaterial(markColours.white.rgb, 0, 1),
  }
  const shadowMaterial = new ShaderMaterial({
    name: 'contact shadow',
    vertexShader: shadowVertex,
    fragmentShader: shadowFragment,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    toneMapped: false,
  })

  return {
    box(size, state) {
      const mesh = new Mesh(cube, materials[state])
      mesh.scale.set(...size)
      mesh.name = `stand-in ${state}`
      return mesh
    },
    shadow([width, , depth]) {
      const mesh = new Mesh(plane, shadowMaterial)
      mesh.rotation.x = -Math.PI / 2
      mesh.position.y = 0.001
      mesh.scale.set(width * 1.5 + 0.01, depth * 1.5 + 0.01, 1)
      mesh.renderOrder = renderOrders.shadow
      return mesh
    },
    dispose() {
      for (const part of [cube, plane, ...Object.values(materials), shadowMaterial]) part.dispose()
    },
  }
}
