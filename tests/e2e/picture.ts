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
  return seek(canvas, rgb, tolerance, false)
}

/**
 * Touches a pure colour in the element "Live picture" in the very moment in which it is seen: between looking and a click from outside
 * of the page a moving picture has moved on. The mouse must have been on the page before.
 */
export async function touchColour(page: Page, rgb: readonly [number, number, number]): Promise<void> {
  await expect.poll(() => seek(page.getByLabel('Live picture'), rgb, 90, true)).toBeDefined()
}

async function seek(
  canvas: Locator,
  rgb: readonly [number, number, number],
  tolerance: number,
  isTouched: boolean,
): Promise<Spot | undefined> {
  return canvas.evaluate(
    (element, { wanted: [r, g, b], within, touched }) => {
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
      const x = box.left + ((sumX / count + 0.5) / copy.width) * box.width
      const y = box.top + ((sumY / count + 0.5) / copy.height) * box.height
      if (touched) {
        // The mouse's own id: what captures it must find it.
        const mouse = {
          bubbles: true,
          clientX: x,
          clientY: y,
          pointerId: 1,
          pointerType: 'mouse',
          isPrimary: true,
        }
        element.dispatchEvent(new PointerEvent('pointerdown', { ...mouse, button: 0, buttons: 1 }))
        element.dispatchEvent(new PointerEvent('pointerup', { ...mouse, button: 0, buttons: 0 }))
      }
      return { x, y, pixels: count }
    },
    { wanted: rgb, within: tolerance, touched: isTouched },
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
