import { expect, type Page } from '@playwright/test'

export interface Spot {
  /** Client coordinates of the middle of what was found. */
  readonly x: number
  readonly y: number
  readonly pixels: number
}

/** Where a pure colour is seen in the element "Live picture": the middle of its pixels, or undefined. */
export async function findColour(
  page: Page,
  rgb: readonly [number, number, number],
): Promise<Spot | undefined> {
  return page.getByLabel('Live picture').evaluate((element, [r, g, b]) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('The live picture is not a canvas')
    const copy = new OffscreenCanvas(element.width, element.height)
    const context = copy.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no 2d context')
    context.drawImage(element, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    let count = 0
    let sumX = 0
    let sumY = 0
    for (let at = 0; at < data.length; at += 4) {
      const far = Math.hypot((data[at] ?? 0) - r, (data[at + 1] ?? 0) - g, (data[at + 2] ?? 0) - b)
      if (far > 90) continue
      count++
      sumX += (at / 4) % copy.width
      sumY += Math.floor(at / 4 / copy.width)
    }
    if (count < 4) return undefined
    const box = element.getBoundingClientRect()
    return {
      x: box.left + ((sumX / count + 0.5) / copy.width) * box.width,
      y: box.top + ((sumY / count + 0.5) / copy.height) * box.height,
      pixels: count,
    }
  }, rgb)
}

/** Waits until the colour is seen, and gives where. */
export async function waitForColour(page: Page, rgb: readonly [number, number, number]): Promise<Spot> {
  let spot: Spot | undefined
  await expect
    .poll(async () => (spot = await findColour(page, rgb)) !== undefined, {
      message: `colour ${rgb.join(' ')} in the picture`,
      timeout: 60_000,
    })
    .toBe(true)
  if (spot === undefined) throw new Error('not found')
  return spot
}
