import { rotate, type Vec3 } from '#domain/geometry.ts'
import { add, type Heading, headingOf, scale, turnOfHeading } from './maths.ts'
import type { Motion } from './motion.ts'
import type { RoomCaster } from './room/cast.ts'

/** Metres per second by key; metres per wheel notch (100 px). */
const PACE = 0.9
const NOTCH = 0.08
/** Nearer than this to a thing (metres) the phone stops. */
const BODY = 0.18
const STEEPEST = (85 * Math.PI) / 180
/** A long gap between frames (hidden tab) must not become a leap; milliseconds. */
const LONGEST_STEP = 100

/** Where keys take the phone: sideways and forward. */
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  KeyW: [0, 1],
  ArrowUp: [0, 1],
  KeyS: [0, -1],
  ArrowDown: [0, -1],
  KeyA: [-1, 0],
  ArrowLeft: [-1, 0],
  KeyD: [1, 0],
  ArrowRight: [1, 0],
}

/** A person at a laptop moving the phone. */
export interface Walking {
  /** Turns by angles in radians, as if the picture were pulled along: right and down positive. */
  pull(right: number, down: number): void
  /** A wheel's turn in pixels; away from the person goes forward. */
  wheel(pixels: number): void
  keyDown(code: string): boolean
  keyUp(code: string): void
  stop(): void
  /** Each frame: goes on while keys are held. Milliseconds of a growing clock. */
  tick(now: number): void
}

export function createWalking(motion: Motion, caster: RoomCaster, moved: () => void): Walking {
  const held = new Set<string>()
  let last: number | undefined

  const heading = (): Heading => headingOf(rotate(motion.pose().orientation, [0, 0, -1]))
  const step = (sideways: number, forward: number): void => {
    const { yaw } = heading()
    const d: Vec3 = [
      Math.cos(yaw) * sideways - Math.sin(yaw) * forward,
      0,
      -Math.sin(yaw) * sideways - Math.cos(yaw) * forward,
    ]
    const metres = Math.hypot(d[0], d[2])
    const { position, orientation } = motion.pose()
    const clear = caster.clearance(...position, ...scale(d, 1 / (metres || 1)))
    if (metres === 0 || clear < metres + BODY) return
    motion.setPose({ position: add(position, d), orientation })
    moved()
  }

  return {
    pull(right, down) {
      const { yaw, pitch } = heading()
      const next = { yaw: yaw + right, pitch: Math.max(-STEEPEST, Math.min(STEEPEST, pitch + down)) }
      motion.setPose({ position: motion.pose().position, orientation: turnOfHeading(next) })
      moved()
    },
    wheel(pixels) {
      step(0, (-pixels / 100) * NOTCH)
    },
    keyDown(code) {
      if (!(code in KEYS)) return false
      held.add(code)
      return true
    },
    keyUp(code) {
      held.delete(code)
    },
    stop() {
      held.clear()
    },
    tick(now) {
      const seconds = Math.min(LONGEST_STEP, now - (last ?? now)) / 1000
      last = now
      if (held.size === 0) return
      let [sideways, forward] = [0, 0]
      for (const code of held) {
        sideways += KEYS[code]?.[0] ?? 0
        forward += KEYS[code]?.[1] ?? 0
      }
      const length = Math.hypot(sideways, forward) || 1
      step((sideways / length) * PACE * seconds, (forward / length) * PACE * seconds)
    },
  }
}
