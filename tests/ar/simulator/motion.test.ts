import { expect, it } from 'vitest'
import { createMotion } from '#ar/simulator/motion.ts'
import { START_POSE } from '#ar/simulator/room/layout.ts'
import type { PathPoint } from '#ar/simulator/phone-simulator.ts'

const orientation = [0, 0, 0, 1] as const
const walk = (metres: number): readonly PathPoint[] => [
  { t: 0, position: [0, 1.5, 0], orientation },
  { t: 1000, position: [metres, 1.5, 0], orientation },
]

function setup() {
  const timers: { run: () => void; ms: number }[] = []
  const motion = createMotion(START_POSE, (run, ms) => {
    const timer = { run, ms }
    timers.push(timer)
    return () => void timers.splice(timers.indexOf(timer), 1)
  })
  return { motion, timers }
}

async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false
  void promise.then(() => (done = true))
  await Promise.resolve()
  return done
}

it('[PM1] a path begins with the first frame after play and ends, exactly, with the first frame past its end', async () => {
  const { motion } = setup()
  const end = motion.play(walk(2))
  motion.tick(70_000)
  expect(motion.pose().position).toEqual([0, 1.5, 0])
  motion.tick(70_250)
  expect(motion.pose().position[0]).toBeCloseTo(0.5)
  expect(await settled(end)).toBe(false)
  motion.tick(71_003)
  expect(motion.pose().position).toEqual([2, 1.5, 0])
  await end
})

it('[PM2] a second path and a set pose each take over and end the first', async () => {
  const { motion } = setup()
  const first = motion.play(walk(2))
  motion.tick(0)
  const second = motion.play(walk(-2))
  await first
  motion.tick(500)
  motion.tick(1000)
  expect(motion.pose().position[0]).toBeCloseTo(-1)
  motion.setPose({ position: [9, 9, 9], orientation })
  await second
  motion.tick(1200)
  expect(motion.pose().position).toEqual([9, 9, 9])
})

it('[PM3] a path that nobody watches still ends, at its last pose', async () => {
  const { motion, timers } = setup()
  const end = motion.play(walk(3))
  expect(timers).toHaveLength(1)
  expect(timers[0]?.ms).toBeGreaterThanOrEqual(1000)
  timers[0]?.run()
  await end
  expect(motion.pose().position).toEqual([3, 1.5, 0])
})

it('[PM4] an empty path is over at once', async () => {
  const { motion } = setup()
  await motion.play([])
  expect(motion.pose()).toEqual(START_POSE)
})
