import type { Page } from '@playwright/test'

/** A target of the simulated room, as the phone tells it. */
interface SeenTarget {
  readonly rgb: readonly [number, number, number]
  readonly position: readonly [number, number, number]
}

/** @param phone the page of who holds the simulated phone, @param name of the target */
export async function target(phone: Page, name: string): Promise<SeenTarget> {
  return phone.evaluate((wanted) => {
    const found = window.phoneSimulator?.targets.find((one) => one.name === wanted)
    if (found === undefined) throw new Error(`no target ${wanted}`)
    const channel = (at: number): number => parseInt(found.colour.slice(at, at + 2), 16)
    return { rgb: [channel(1), channel(3), channel(5)], position: [...found.position] }
  }, name)
}

/** Between two points, in metres; not a number where one is missing. */
export function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, axis) => value - (b[axis] ?? NaN)))
}
