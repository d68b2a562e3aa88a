import type { SurfacePlane } from '../resolve/surface-finder.ts'
import { poseOf } from './rigid.ts'

/** Planes grow and shift slowly; reading them costs one pose each. */
const READ_EVERY_MS = 500

/** The flat surfaces that the device has found, as of the last reading. */
export interface PlaneReader {
  /** Inside an AR frame callback. */
  read(frame: XRFrame, space: XRReferenceSpace, time: number): void
  planes(): readonly SurfacePlane[]
  clear(): void
}

export function createPlaneReader(): PlaneReader {
  let planes: readonly SurfacePlane[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  return {
    read(frame, space, time) {
      if (time - lastAt < READ_EVERY_MS) return
      lastAt = time
      const found: SurfacePlane[] = []
      for (const plane of frame.detectedPlanes ?? []) {
        const transform = frame.getPose(plane.planeSpace, space)?.transform
        if (transform === undefined || plane.polygon.length < 3) continue
        found.push({ pose: poseOf(transform), outline: plane.polygon.map(({ x, z }) => [x, z] as const) })
      }
      planes = found
    },
    planes: () => planes,
    clear() {
      planes = []
      lastAt = Number.NEGATIVE_INFINITY
    },
  }
}
