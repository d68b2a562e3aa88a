import {
  BufferAttribute,
  BufferGeometry,
  LinearFilter,
  Mesh,
  NoBlending,
  type Object3D,
  ShaderMaterial,
  type Texture,
  Vector4,
  VideoFrameTexture,
} from 'three'
import type { Crop, PictureSource } from './compositor.ts'

/** The camera picture as one triangle over the whole canvas, behind everything else of the scene that it is put into. */
export interface PicturePass {
  readonly object: Object3D
  readonly texture: Texture
  setPicture(source: PictureSource, crop: Crop): void
  clear(): void
  dispose(): void
}

const vertex = /* glsl */ `
  varying vec2 vAt;
  void main() {
    vAt = vec2(position.x, -position.y) * 0.5 + 0.5;
    gl_Position = vec4(position.xy, 0.0, 1.0);
  }
`

/**
 * The picture's bytes go to the canvas as they are: both are sRGB, and a way through linear light and back only rounds.
 * Half a pixel is kept off the crop's edge, since filtering would let the strip's first row shine in.
 */
const fragment = /* glsl */ `
  uniform sampler2D picture;
  uniform vec4 crop;
  uniform bool isEmpty;
  varying vec2 vAt;
  void main() {
    if (isEmpty) {
      gl_FragColor = vec4(0.0, 0.0, 0.0, 1.0);
      return;
    }
    vec2 margin = 0.5 / vec2(textureSize(picture, 0));
    vec2 at = clamp(mix(crop.xy, crop.zw, vAt), crop.xy + margin, crop.zw - margin);
    gl_FragColor = vec4(texture2D(picture, at).rgb, 1.0);
    // What glass shows of it is computed in linear light.
    if (linearToOutputTexel(vec4(0.5)).r < 0.6) gl_FragColor = sRGBTransferEOTF(gl_FragColor);
  }
`

/** Among what is not see-through. */
const FIRST = -1

export function createPicturePass(): PicturePass {
  const texture = new VideoFrameTexture()
  texture.minFilter = LinearFilter
  texture.magFilter = LinearFilter
  texture.generateMipmaps = false
  // Bitmaps ignore the flip, so nothing is flipped and the shader reads from the top.
  texture.flipY = false
  const crop = new Vector4(0, 0, 1, 1)
  const isEmpty = { value: true }
  const material = new ShaderMaterial({
    name: 'picture',
    uniforms: { picture: { value: texture }, crop: { value: crop }, isEmpty },
    vertexShader: vertex,
    fragmentShader: fragment,
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  })
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3))
  geometry.setDrawRange(0, 3)
  const mesh = new Mesh(geometry, material)
  mesh.frustumCulled = false
  mesh.matrixAutoUpdate = false
  mesh.renderOrder = FIRST

  return {
    object: mesh,
    texture,
    setPicture(source, part) {
      texture.setFrame(source)
      crop.set(part.left, part.top, part.right, part.bottom)
      isEmpty.value = false
    },
    clear() {
      isEmpty.value = true
    },
    dispose() {
      texture.dispose()
      material.dispose()
      geometry.dispose()
    },
  }
}
