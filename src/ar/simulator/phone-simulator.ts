import type { Pose, Vec3 } from '#domain/geometry.ts'
import type { Target } from './room/targets.ts'

/** What a phone can be made to lack. A taken feature is not granted to later sessions and gives nothing in the running one. */
export const PHONE_FEATURES = [
  'hit-test',
  'anchors',
  'depth-sensing',
  'plane-detection',
  'camera-access',
  'dom-overlay',
  'tracking',
] as const
export type PhoneFeature = (typeof PHONE_FEATURES)[number]

/** One point of a path: the phone's pose at `t` milliseconds from the path's start. */
export interface PathPoint extends Pose {
  readonly t: number
}

/** A point of the room in the picture: u to the right and v down, 0 to 1; depth in metres along the camera's axis. */
export interface SeenPoint {
  readonly u: number
  readonly v: number
  readonly depth: number
}

/**
 * The handle on the simulated phone, for tests and curious people. All poses and positions are in the room's frame, which
 * is the local-floor space of a session until `resetSpace()`; metres; quaternions are x, y, z, w.
 */
export interface PhoneSimulator {
  readonly targets: readonly Target[]
  /** Puts the phone somewhere, from the next frame on; a half left out stays. Ends a path that plays. */
  setPose(pose: Partial<Pose>): void
  /**
   * Moves the phone along a path in real time: straight between the points, turning at constant speed. Starts with the
   * next frame (t = 0) and resolves when the last pose is reached, or when another path or pose takes over.
   */
  play(path: readonly PathPoint[]): Promise<void>
  pose(): Pose
  take(feature: PhoneFeature): void
  give(feature: PhoneFeature): void
  /** What real tracking does when it finds its bearings anew: the spaces' origin jumps and a 'reset' event tells so. */
  resetSpace(): void
  /** Where the local-floor space's origin is in the room; the identity until `resetSpace()`. */
  origin(): Pose
  /** Where a point of the room is seen now, whether or not something hides it; undefined when it is behind the phone. */
  project(position: Vec3): SeenPoint | undefined
  /** A finger's tap at a place of the screen (0 to 1, origin top left). Resolves when the session has had its select events. */
  tap(u: number, v: number): Promise<void>
}

declare global {
  interface Window {
    phoneSimulator?: PhoneSimulator
  }
}
