import type { View } from './camera.ts'

export const FRAMES_PER_SECOND = 15

/** One way a technician moves the phone, as what the camera sees at each second. */
export interface Walk {
  readonly name: string
  readonly seconds: number
  at(second: number): View
}

const TURN = 2 * Math.PI
const degrees = (angle: number): number => (angle * Math.PI) / 180
const wave = (second: number, period: number, phase = 0): number => Math.sin((TURN * second) / period + phase)
/** From 0 to 1 and back, staying at 1 in between. */
const visit = (second: number, from: number, to: number, way: number): number => {
  const ease = (t: number): number => {
    const c = Math.min(Math.max(t, 0), 1)
    return c * c * (3 - 2 * c)
  }
  return ease((second - from) / way) - ease((second - to) / way)
}
/** A hand holds no phone still. */
const tremor = (second: number): View => ({
  x: 2.5 * wave(second, 0.31) + 1.5 * wave(second, 0.17, 1),
  y: 2.5 * wave(second, 0.27, 2) + 1.5 * wave(second, 0.19, 3),
})

export const walks: readonly Walk[] = [
  { name: 'pan', seconds: 4, at: (s) => ({ x: 220 * wave(s, 4), y: 110 * wave(s, 2.6) }) },
  { name: 'zoom', seconds: 4, at: (s) => ({ distance: Math.exp(0.55 * wave(s, 3.5)), ...tremor(s) }) },
  { name: 'rotate', seconds: 4, at: (s) => ({ roll: degrees(75) * wave(s, 4), ...tremor(s) }) },
  {
    name: 'tilt to 40°',
    seconds: 5,
    at: (s) => ({ yaw: degrees(40) * wave(s, 5), pitch: degrees(18) * wave(s, 2.5), ...tremor(s) }),
  },
  {
    name: 'motion blur',
    seconds: 4,
    at: (s) => ({ x: 150 * wave(s, 1.5), y: 60 * wave(s, 1.1), roll: 0.1 * wave(s, 1.3), shutter: 0.5 }),
  },
  {
    name: 'light change',
    seconds: 4,
    at: (s) => ({
      light: (0.85 + 0.6 * wave(s, 2)) * (s > 2.5 && s < 2.8 ? 0.45 : 1),
      slope: 0.9 * wave(s, 3),
      x: 40 * wave(s, 3),
    }),
  },
  { name: 'noise', seconds: 3, at: (s) => ({ noise: 14, x: 90 * wave(s, 3), roll: 0.2 * wave(s, 2) }) },
  {
    name: 'hand in front',
    seconds: 4,
    at: (s) => ({
      ...tremor(s),
      roll: 0.15 * wave(s, 4),
      hand: { x: 320 + 300 * wave(s, 3.1), y: 330 + 120 * wave(s, 2.3), radius: 130 },
    }),
  },
  {
    name: 'leave and return',
    seconds: 6,
    at: (s) => ({
      x: 900 * visit(s, 0.6, 1.9, 0.8) - 820 * visit(s, 3.2, 4.2, 0.7),
      y: 60 * wave(s, 3),
      // Back from elsewhere, nearer and turned.
      distance: 1 - 0.25 * visit(s, 1.8, 9, 0.5) + 0.5 * visit(s, 3.6, 9, 0.5),
      roll: degrees(25) * visit(s, 1.6, 4, 0.5),
      yaw: degrees(20) * visit(s, 3.6, 9, 0.5),
    }),
  },
  {
    name: 'all at once',
    seconds: 6,
    at: (s) => ({
      x: 130 * wave(s, 2.7) + 6 * wave(s, 0.3),
      y: 80 * wave(s, 1.9, 1) + 6 * wave(s, 0.23),
      distance: Math.exp(0.3 * wave(s, 3.1)),
      roll: degrees(30) * wave(s, 3.7),
      yaw: degrees(30) * wave(s, 2.9),
      pitch: degrees(20) * wave(s, 3.3),
      light: 0.9 + 0.3 * wave(s, 2.3),
      slope: 0.4 * wave(s, 1.9),
      noise: 5,
      shutter: 0.35,
      ...(s > 3 && s < 4.5 ? { hand: { x: 100 + 300 * (s - 3), y: 300, radius: 110 } } : {}),
    }),
  },
]
