import { describe, expect, it } from 'vitest'
import { createStudioLights, type StudioLight } from '#ar/models/studio-light.ts'

/** Unit directions spread evenly. Source: Fibonacci lattice on a sphere. */
const directions = Array.from({ length: 4000 }, (_, n) => {
  const y = 1 - (2 * n + 1) / 4000
  const flat = Math.sqrt(1 - y * y)
  const turn = n * Math.PI * (3 - Math.sqrt(5))
  return [flat * Math.cos(turn), y, flat * Math.sin(turn)] as const
})

function seen(light: StudioLight): readonly number[] {
  const rgb = new Float32Array(3)
  return directions.map(([x, y, z]) => {
    light(rgb, x, y, z)
    return rgb[1] ?? 0
  })
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Straight at the brightest lamp: 35 degrees aside, 58 up. */
const lamp = [0.434, 0.848, -0.304] as const

describe('light of the studio', () => {
  const roughnesses = [0, 0.18, 0.42, 1]
  const lights = createStudioLights(roughnesses)

  it('[STUDIO1] a blur loses no light and adds none', () => {
    const means = lights.map((light) => mean(seen(light)))
    for (const value of means.slice(1)) expect(value / (means[0] ?? 0)).toBeCloseTo(1, 1)
  })

  it('[STUDIO2] the rougher, the more even: no gloss shows a direction as bright as the lamp itself', () => {
    const brightest = lights.map((light) => Math.max(...seen(light)))
    const darkest = lights.map((light) => Math.min(...seen(light)))
    for (let n = 1; n < lights.length; n++) {
      expect(brightest[n]).toBeLessThan(brightest[n - 1] ?? 0)
      expect(darkest[n]).toBeGreaterThanOrEqual((darkest[n - 1] ?? 0) - 0.01)
    }
  })

  it('[STUDIO3] the lamp stands where it is said to, and is sharp for a mirror alone', () => {
    const rgb = new Float32Array(3)
    const at = (light: StudioLight | undefined, [x, y, z]: readonly [number, number, number]): number => {
      light?.(rgb, x, y, z)
      return rgb[1] ?? 0
    }
    expect(at(lights[0], lamp)).toBeGreaterThan(7)
    expect(at(lights[0], [-lamp[0], lamp[1], -lamp[2]])).toBeLessThan(2)
    expect(at(lights[3], lamp) / at(lights[0], lamp)).toBeLessThan(0.4)
  })
})
