import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { arrive, DESK, joinCall, openCall, PHONE, setUp, type Person } from './people.ts'
import { waitForColour } from './picture.ts'

/**
 * Marks on a plain camera picture: a camera that looks into the simulated room, whose phone can be moved, and where it is known what is
 * where. AR is not started.
 */
test.describe.configure({ mode: 'serial' })

/** As src/ar/marks/colours.ts paints it. */
const MAGENTA = [0xe8, 0x5c, 0xff] as const

let farpoint: Farpoint
let expert: Person
let walker: Person
let link = ''

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  walker = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  ;({ link } = await openCall(expert.page, 'Valve leaks'))
})

test.afterAll(async () => {
  await expert.browser.close()
  await walker.browser.close()
  await farpoint.remove()
})

const markedStill = (page: Page) => page.getByRole('img', { name: 'Still marked by Ada' })

/** The green disc of the simulated room, on the upright front of the machine. */
const GREEN = [0x00, 0xff, 0x40] as const

/** Puts the phone before the machine's front, so far to the side, and turned by so many degrees. */
async function stand(page: Page, aside: number, degrees = 0): Promise<void> {
  await page.evaluate(
    ([x = 0, turn = 0]) => {
      const half = (turn * Math.PI) / 360
      window.phoneSimulator?.setPose({
        position: [x - 0.22, 0.72, -1.15],
        orientation: [0, Math.sin(half), 0, Math.cos(half)],
      })
    },
    [aside, degrees],
  )
}

interface Pair {
  readonly disc: { readonly x: number; readonly y: number } | undefined
  readonly ring: { readonly x: number; readonly y: number } | undefined
}

/** Where disc and ring are, in thousandths of the picture's height, both in the very same moment. */
async function together(page: Page, side: 'expert' | 'technician'): Promise<Pair> {
  return page.evaluate(
    ({ of, disc, ring }) => {
      const read = (source: HTMLCanvasElement | HTMLVideoElement, width: number, height: number) => {
        const copy = new OffscreenCanvas(width, height)
        const context = copy.getContext('2d', { willReadFrequently: true })
        context?.drawImage(source, 0, 0, width, height)
        return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(0)
      }
      const middle = (data: Uint8ClampedArray, width: number, rgb: readonly number[], within: number) => {
        let [count, x, y] = [0, 0, 0]
        for (let at = 0; at < data.length; at += 4) {
          const [r = 0, g = 0, b = 0] = rgb
          if ((data[at + 3] ?? 0) < 200) continue
          if (Math.hypot((data[at] ?? 0) - r, (data[at + 1] ?? 0) - g, (data[at + 2] ?? 0) - b) > within)
            continue
          count++
          x += (at / 4) % width
          y += Math.floor(at / 4 / width)
        }
        return count < 12 ? undefined : { x: x / count, y: y / count }
      }
      /** A circle carries its colour's sign at one side: its own middle lies between its upper and its lower rim. */
      const ringMiddle = (data: Uint8ClampedArray, width: number, rgb: readonly number[], within: number) => {
        const rows = new Map<number, { count: number; x: number }>()
        for (let at = 0; at < data.length; at += 4) {
          const [r = 0, g = 0, b = 0] = rgb
          if ((data[at + 3] ?? 0) < 100) continue
          if (Math.hypot((data[at] ?? 0) - r, (data[at + 1] ?? 0) - g, (data[at + 2] ?? 0) - b) > within)
            continue
          const y = Math.floor(at / 4 / width)
          const row = rows.get(y) ?? { count: 0, x: 0 }
          rows.set(y, { count: row.count + 1, x: row.x + ((at / 4) % width) })
        }
        const [top, bottom] = [Math.min(...rows.keys()), Math.max(...rows.keys())]
        let [count, x] = [0, 0]
        for (const [y, row] of rows) {
          if (Math.min(y - top, bottom - y) > (bottom - top) / 8) continue
          count += row.count
          x += row.x
        }
        return count < 6 ? undefined : { x: x / count, y: (top + bottom) / 2 }
      }
      const scaled = (spot: { x: number; y: number } | undefined, by: number) =>
        spot && { x: (1000 * spot.x) / by, y: (1000 * spot.y) / by }
      const canvas = document.querySelector<HTMLCanvasElement>(
        of === 'expert' ? 'canvas[aria-label="Live picture"]' : 'video + canvas',
      )
      if (of === 'expert') {
        if (canvas === null) throw new Error('no picture')
        const data = read(canvas, canvas.width, canvas.height)
        return {
          disc: scaled(middle(data, canvas.width, disc, 90), canvas.height),
          ring: scaled(ringMiddle(data, canvas.width, ring, 40), canvas.height),
        }
      }
      const video = document.querySelector('video')
      if (video === null) throw new Error('no camera')
      const { videoWidth, videoHeight } = video
      const seen = scaled(middle(read(video, videoWidth, videoHeight), videoWidth, disc, 90), videoHeight)
      if (canvas === null || canvas.width === 0) return { disc: seen, ring: undefined }
      // The overlay covers the same box as the video, whose edges are cut off. While there are marks it shows a frame with them.
      const scale = Math.max(canvas.width / videoWidth, canvas.height / videoHeight)
      const [left, top] = [(canvas.width - videoWidth * scale) / 2, (canvas.height - videoHeight * scale) / 2]
      const data = read(canvas, canvas.width, canvas.height)
      const inVideo = (spot: { x: number; y: number } | undefined) =>
        spot && scaled({ x: spot.x - left, y: spot.y - top }, videoHeight * scale)
      return {
        disc: inVideo(middle(data, canvas.width, disc, 90)) ?? seen,
        ring: inVideo(ringMiddle(data, canvas.width, ring, 40)),
      }
    },
    { of: side, disc: GREEN, ring: MAGENTA },
  )
}

const apart = ({ disc, ring }: Pair): number =>
  disc === undefined || ring === undefined ? Infinity : Math.hypot(disc.x - ring.x, disc.y - ring.y)

test('a mark that was drawn on a still sticks to its surface on both sides while the phone moves', async () => {
  await joinCall(walker.page, `${link}?simulate=phone`, 'Dora')
  await stand(walker.page, 0)
  const { page } = expert
  await waitForColour(page, GREEN)
  await expect.poll(async () => (await together(page, 'expert')).disc?.y ?? 0).toBeGreaterThan(300)

  await page.getByRole('button', { name: 'Freeze', exact: true }).click()
  await expect(markedStill(walker.page)).toBeVisible()
  await page.getByRole('button', { name: 'Circle' }).click()
  await page.getByRole('radio', { name: /Magenta/ }).click()
  const disc = await waitForColour(page, GREEN)
  await page.mouse.move(disc.x, disc.y)
  await page.mouse.down()
  for (let step = 1; step <= 5; step++) await page.mouse.move(disc.x + step * 6, disc.y)
  await page.mouse.up()
  await expect.poll(async () => apart(await together(page, 'expert'))).toBeLessThan(6)
  await page.getByRole('button', { name: 'Unfreeze' }).click()
  await expect(markedStill(walker.page)).toHaveCount(0)

  // Standing still it is where it was drawn, on both sides.
  for (const [side, at] of [
    ['expert', page],
    ['technician', walker.page],
  ] as const)
    await expect.poll(async () => apart(await together(at, side)), { message: side }).toBeLessThan(8)

  // Then the phone walks to the side, nearer and turned. Whenever the mark is shown to either, it is in its place.
  await walker.page.evaluate(() => {
    const turned = (degrees: number): readonly [number, number, number, number] => {
      const half = (degrees * Math.PI) / 360
      return [0, Math.sin(half), 0, Math.cos(half)]
    }
    const at = (t: number, x: number, z: number, degrees: number) => ({
      t,
      position: [x - 0.22, 0.72, z] as const,
      orientation: turned(degrees),
    })
    void window.phoneSimulator?.play([
      at(0, 0, -1.15, 0),
      at(4000, 0.12, -1.1, 6),
      at(9000, -0.12, -1.25, -6),
      at(14_000, 0.08, -1.0, 3),
    ])
  })
  const seen: number[] = []
  const seenByWalker: number[] = []
  const until = Date.now() + 14_500
  while (Date.now() < until) {
    seen.push(apart(await together(page, 'expert')))
    seenByWalker.push(apart(await together(walker.page, 'technician')))
  }
  const shown = seen.filter(Number.isFinite)
  expect(shown.length, JSON.stringify(seen.map(Math.round))).toBeGreaterThan(seen.length / 2)
  expect(Math.max(...shown)).toBeLessThan(15)
  const shownToWalker = seenByWalker.filter(Number.isFinite)
  expect(shownToWalker.length, JSON.stringify(seenByWalker.map(Math.round))).toBeGreaterThan(0)
  expect(Math.max(...shownToWalker)).toBeLessThan(15)
  // Where the phone came to stand it is there again, on both sides.
  for (const [side, at] of [
    ['expert', page],
    ['technician', walker.page],
  ] as const)
    await expect.poll(async () => apart(await together(at, side)), { message: side }).toBeLessThan(10)
})

test('out of view the mark leaves the live picture and its still is offered; back in view it is there again, and at hand', async () => {
  const { page } = expert
  await stand(walker.page, 0, 150)
  await expect.poll(async () => (await together(page, 'expert')).ring).toBeUndefined()
  await expect.poll(async () => (await together(walker.page, 'technician')).ring).toBeUndefined()
  const chip = walker.page.getByRole('button', { name: 'Show the still' })
  await expect(walker.page.getByText('Mark is out of view')).toBeVisible()
  await chip.click()
  await expect(walker.page.getByRole('img', { name: 'The still with its marks' })).toBeVisible()
  await walker.page.getByRole('button', { name: 'Close', exact: true }).click()

  await stand(walker.page, 0.03, -2)
  await expect.poll(async () => apart(await together(page, 'expert'))).toBeLessThan(10)
  await expect.poll(async () => apart(await together(walker.page, 'technician'))).toBeLessThan(10)
  await expect(walker.page.getByText('Mark is out of view')).toHaveCount(0)

  // There it is selected, and deleted, in the live picture: the hand is put on the ring's edge.
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const bar = page.getByRole('group', { name: /^Selected: .*circle/i })
  await expect(async () => {
    const { x, y } = await waitForColour(page, GREEN)
    await page.mouse.click(x + 30, y)
    await expect(bar).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.keyboard.press('Delete')
  await expect(bar).toHaveCount(0)
  await expect.poll(async () => (await together(page, 'expert')).ring).toBeUndefined()
  await expect.poll(async () => (await together(walker.page, 'technician')).ring).toBeUndefined()
  expect(walker.faults).toEqual([])
  expect(expert.faults).toEqual([])
})
