import type { Aim } from '../resolve/surface.ts'

/**
 * What one kind of hand does with the technician's fingers on the bare view. Made when the hand is taken, closed when it is put away.
 * Aims are points of the own screen in the present frame; only `hover` is called while the device does not know where it is.
 */
export interface HandWork {
  /** Each AR frame while no finger is down: where the middle of the screen looks, or undefined while that is not known. */
  hover?(aim: Aim | undefined): void
  /** A finger came down. */
  begin(aim: Aim): void
  /** Each AR frame while it is down; `second` is another finger that came down after it. */
  follow(aim: Aim, second: Aim | undefined): void
  /** It was lifted, or the hand is put away meanwhile. */
  end(): void
  /** The hand is put away, or the session ends. */
  close(): void
}
