import type { Texture, WebGLRenderer } from 'three'

/** The camera of an AR view. Source: WebXR Raw Camera Access; not in the type library yet. */
interface RawCamera {
  readonly width: number
  readonly height: number
}

declare global {
  interface XRView {
    /** Absent without camera-access; null while the device has no picture for this frame. */
    readonly camera?: RawCamera | null
  }
}

/** three's type asks for a three camera where its code takes the view's own; a method's parameter may be wider. */
interface CameraTextures {
  getCameraTexture(camera: object): Texture | undefined
}

/** This frame's camera picture, the same pose and frustum as the view. Valid only inside the AR frame callback. */
export function cameraTexture(renderer: WebGLRenderer, view: XRView): Texture | undefined {
  const textures: CameraTextures = renderer.xr
  return view.camera ? textures.getCameraTexture(view.camera) : undefined
}
