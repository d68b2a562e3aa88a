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
  /** Without it hits are on the floor only, as on a phone that has found nothing else yet. */
  'hits-above-floor',
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

/** A finger that rests on the screen; several may at once. Each promise resolves when the session (if one runs) has heard of it. */
export interface Finger {
  /** Slides to a place of the screen: 0 to 1, origin top left. */
  move(u: number, v: number): Promise<void>
  /** Leaves the screen. A finger that did not slide clicks what is under it. */
  lift(): Promise<void>
  /** Taken away by the system, as by a call that comes in: nothing is selected or clicked. */
  cancel(): Promise<void>
}

/** A read of the picture of the session's canvas that gives black on hardware, where a session draws elsewhere. */
export interface Violation {
  /** The function that was called, such as `drawImage`. */
  readonly call: string
  /** Where it was called from. */
  readonly stack: string
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
   * next frame (t = 0) and resolves when the last pose is reached, or when another path or pose takes over. A fast
   * motion is a path whose points lie far apart in space and close in time.
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
  /** A finger is put on the screen and stays. Resolves when the session (if one runs) has heard of it. */
  touch(u: number, v: number): Promise<Finger>
  /** The next frames of AR, so many, have no camera picture: `XRView.camera` is null. Poses and hits go on. */
  skipCamera(frames: number): void
  /** How bright the room is, 0 (pitch dark) to 1 (as it is built). Only the picture changes; take 'tracking' to lose that too. */
  setLight(level: number): void
  /** Whether the torch of the simulated camera is on: it lights a dark room. */
  torch(): boolean
  /**
   * While true, a read of the session's own canvas that would be black on hardware throws and is listed in `violations`:
   * capturing it as a stream at all, and copying from it (drawImage, textures, toBlob, readPixels of its own framebuffer)
   * when nothing was drawn into it within the running frame. Also switched on by `?simulate=phone&strict`.
   */
  strict: boolean
  readonly violations: readonly Violation[]
}

declare global {
  interface Window {
    phoneSimulator?: PhoneSimulator
  }
}
