import { expect, type Locator, type Page } from '@playwright/test'

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
  return colourIn(page.getByLabel('Live picture'), rgb)
}

/** Where a pure colour is seen on a canvas, in client coordinates: the middle of its pixels, or undefined. */
export async function colourIn(
  canvas: Locator,
  rgb: readonly [number, number, number],
  /** Distance in RGB that still counts as this colour. */
  tolerance = 90,
): Promise<Spot | undefined> {
  return canvas.evaluate(
    (element, { wanted: [r, g, b], within }) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error('The picture is not a canvas')
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
        if (far > within) continue
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
    },
    { wanted: rgb, within: tolerance },
  )
}

/** A number that two equal pictures share; undefined while there is no picture. */
export async function fingerprint(canvas: Locator): Promise<number | undefined> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('The picture is not a canvas')
    if (element.dataset['empty'] !== undefined || element.width === 0) return undefined
    const copy = new OffscreenCanvas(element.width, element.height)
    const context = copy.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no 2d context')
    context.drawImage(element, 0, 0)
    let sum = 0
    for (const value of context.getImageData(0, 0, copy.width, copy.height).data)
      sum = (Math.imul(sum, 31) + value) | 0
    return sum
  })
}

/** Waits until the expert's picture moves: frames arrive and are shown. */
export async function waitForMotion(page: Page): Promise<void> {
  const canvas = page.getByLabel('Live picture')
  let first: number | undefined
  await expect
    .poll(async () => (first = await fingerprint(canvas)) !== undefined, { timeout: 60_000 })
    .toBe(true)
  await expect
    .poll(() => fingerprint(canvas), { message: 'a moving picture', timeout: 60_000 })
    .not.toBe(first)
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
