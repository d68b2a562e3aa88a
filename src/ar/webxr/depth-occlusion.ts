import { DataTexture, FloatType, NearestFilter, RedFormat, RGFormat, UnsignedByteType } from 'three'
import type { Camera } from '#domain/geometry.ts'
import type { OcclusionDepth } from '../marks/occlusion-depth.ts'
import type { DepthSource } from './depth-history.ts'

/** Depth older than this shows a world that has moved on, in milliseconds: marks are then drawn as if nothing hid them. */
const OLD_MS = 1000

/** What the device measures of the world, handed to the marks' shaders so that what is hidden shows through. */
export interface DepthOcclusion {
  /** Inside an AR frame callback, a few times a second: the data are valid only there. */
  measured(depth: DepthSource, camera: Camera, time: number): void
  /** Once per frame: takes old depth away. */
  tick(time: number): void
  /** The space changed: the cameras of before mean nothing. */
  clear(): void
  dispose(): void
}

/** @param format as the session says (`depthDataFormat`), @param show takes what is to hide marks, or undefined for nothing */
export function createDepthOcclusion(
  format: string | undefined,
  show: (depth: OcclusionDepth | undefined) => void,
): DepthOcclusion {
  const isFloat = format === 'float32'
  let texture: DataTexture | undefined
  let data: Float32Array | Uint8Array = new Uint8Array(0)
  const fromView = new Float32Array(16)
  let shownAt: number | undefined

  const makeTexture = (width: number, height: number): DataTexture => {
    texture?.dispose()
    data = isFloat ? new Float32Array(width * height) : new Uint8Array(width * height * 2)
    const next = isFloat
      ? new DataTexture(data, width, height, RedFormat, FloatType)
      : new DataTexture(data, width, height, RGFormat, UnsignedByteType)
    // Rows of an odd number of values are not padded in what the device gives.
    next.unpackAlignment = 1
    next.magFilter = NearestFilter
    next.minFilter = NearestFilter
    next.generateMipmaps = false
    texture = next
    return next
  }

  const clear = (): void => {
    if (shownAt !== undefined) show(undefined)
    shownAt = undefined
  }

  return {
    measured({ data: bytes, width, height, rawValueToMeters, normDepthBufferFromNormView }, camera, time) {
      const isSame = texture?.image.width === width && texture.image.height === height
      const shown = texture && isSame ? texture : makeTexture(width, height)
      data.set(isFloat ? new Float32Array(bytes) : new Uint8Array(bytes))
      shown.needsUpdate = true
      fromView.set(normDepthBufferFromNormView.matrix)
      shownAt = time
      const values = isFloat ? 'number' : 'two-bytes'
      show({ texture: shown, values, metresPerUnit: rawValueToMeters, camera, fromView })
    },
    tick(time) {
      if (shownAt !== undefined && time - shownAt > OLD_MS) clear()
    },
    clear,
    dispose() {
      clear()
      texture?.dispose()
    },
  }
}
