import type { Texture } from 'three'
import type { Camera } from '#domain/geometry.ts'

/**
 * How far away real things are, as the technician's device measured it shortly before. Parts of marks that lie behind are drawn 25 %
 * see-through, and never hidden altogether.
 */
export interface OcclusionDepth {
  /**
   * Its first row is the first row of WebXR's depth data. NearestFilter, no mipmaps. Either one number a texel (RedFormat with FloatType or
   * HalfFloatType) or, as `luminance-alpha` gives it, two bytes a texel (RGFormat with UnsignedByteType, low byte first). 0 says that
   * nothing was measured there. The same texture may be filled again; the owner sets its `needsUpdate`.
   */
  readonly texture: Texture
  readonly values: 'number' | 'two-bytes'
  /** Metres along the camera's axis for a value of 1: WebXR's `rawValueToMeters`. */
  readonly metresPerUnit: number
  /** The camera that measured, in the layer's space; need not be the one that is drawn with. */
  readonly camera: Camera
  /**
   * Column-major 4x4 from that camera's picture (0 to 1, origin top left) to the texture's rows and columns (0 to 1, origin at the first
   * texel): WebXR's `normDepthBufferFromNormView.matrix`. The identity when left out.
   */
  readonly fromView?: ArrayLike<number> | undefined
}
