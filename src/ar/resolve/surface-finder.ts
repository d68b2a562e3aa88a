import type { Camera, ImagePoint, Pose, SpaceDirection, SpacePoint, SpaceRay } from '#domain/geometry.ts'

/** One depth picture and the camera it was measured with, which need not be the camera of the frame that was seen. */
export interface DepthView {
  readonly camera: Camera
  /** Metres along the camera's axis (not along the ray) at a point of that camera's picture; undefined where nothing was measured. */
  metresAt(point: ImagePoint): number | undefined
}

/** Where a ray met the world. */
export interface RayHit {
  readonly point: SpacePoint
  /** Away from the surface; undefined when the device does not know it. */
  readonly normal: SpaceDirection | undefined
}

/** A flat surface that the device has found. `pose` +Y is its normal; the outline lies in its local XZ plane, in metres. */
export interface SurfacePlane {
  readonly pose: Pose
  readonly outline: readonly (readonly [x: number, z: number])[]
}

/**
 * What a technician's device can answer about the world in its current space. Each member may have nothing to say:
 * phones differ, and features are granted or not when the session starts. Called by `resolveSurface` alone.
 */
export interface SurfaceFinder {
  /** The depth picture of that frame or of one measured shortly before or after it; asked first. */
  depthNear(frame: number | undefined): DepthView | undefined
  /**
   * Today's world along a ray, also one of the past: the ray is where the camera was, the world is where it is.
   * Asked when there is no depth. Resolves with undefined when nothing was hit, the device cannot, or it took too long; never rejects.
   */
  castRay(ray: SpaceRay): Promise<RayHit | undefined>
  /** Asked when the ray hit nothing. */
  planes(): readonly SurfacePlane[]
  /** Poses of marks that stand on a surface (+Y its normal); asked when no plane was met. */
  standing(): readonly Pose[]
}
