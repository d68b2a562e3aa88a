import { expect, it } from 'vitest'
import { createTrackerClient, type TrackerClient } from '#ar/image-tracking/tracker-client.ts'
import type { TrackReport } from '#ar/image-tracking/tracking-messages.ts'
import { createRandom } from '#ar/image-tracking/random.ts'

const WIDTH = 640
const HEIGHT = 480

/** A board of coloured boxes, moved by (dx, dy). */
function paint(dx: number, dy: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  const random = createRandom(9)
  context.fillStyle = '#887766'
  context.fillRect(0, 0, WIDTH, HEIGHT)
  for (let n = 0; n < 300; n++) {
    context.fillStyle = `hsl(${random() * 360} ${random() * 80}% ${random() * 100}%)`
    context.fillRect(random() * WIDTH + dx, random() * HEIGHT + dy, 8 + random() * 50, 8 + random() * 40)
  }
  return canvas
}

const nextReport = (client: TrackerClient): Promise<TrackReport> =>
  new Promise((resolve) => {
    const off = client.onReport((report) => {
      off()
      resolve(report)
    })
  })

async function track(
  client: TrackerClient,
  picture: ImageBitmap | VideoFrame,
  time: number,
): Promise<TrackReport> {
  const report = nextReport(client)
  expect(client.offer(picture, time)).toBe(true)
  return report
}

it('a still is found in camera pictures, as bitmaps and as video frames, by the worker', async () => {
  const client = createTrackerClient()
  const failures: string[] = []
  client.onFailed((why) => failures.push(why))
  expect(await client.setKeyframe('still', await createImageBitmap(paint(0, 0)))).toBe(true)

  const first = await track(client, await createImageBitmap(paint(16, 8)), 100)
  expect(first).toMatchObject({ keyframeId: 'still', time: 100 })
  const frame = new VideoFrame(paint(32, 16), { timestamp: 0 })
  const second = await track(client, frame, 166)
  expect(second).toMatchObject({ status: 'tracked', time: 166 })
  expect(second.homography?.[2]).toBeCloseTo(32 / WIDTH, 2)
  expect(second.homography?.[5]).toBeCloseTo(16 / HEIGHT, 2)
  // Given away and closed: a camera that misses its frames stops.
  expect(frame.format).toBeNull()
  expect(failures).toEqual([])
  client.close()
})

it('a picture that comes while the last one is looked at is dropped and closed', async () => {
  const client = createTrackerClient()
  await client.setKeyframe('still', await createImageBitmap(paint(0, 0)))
  const report = nextReport(client)
  const early = await createImageBitmap(paint(1, 0))
  const late = await createImageBitmap(paint(2, 0))
  // In one go: no answer can come in between.
  expect(client.offer(early, 1)).toBe(true)
  expect(client.offer(late, 2)).toBe(false)
  expect(late.width).toBe(0)
  expect((await report).time).toBe(1)
  client.close()
})

it('a bare picture is no keyframe, and a closed client answers no', async () => {
  const client = createTrackerClient()
  const bare = new OffscreenCanvas(WIDTH, HEIGHT)
  bare.getContext('2d')?.fillRect(0, 0, WIDTH, HEIGHT)
  expect(await client.setKeyframe('bare', await createImageBitmap(bare))).toBe(false)
  client.close()
  expect(await client.setKeyframe('still', await createImageBitmap(paint(0, 0)))).toBe(false)
  expect(client.offer(await createImageBitmap(paint(0, 0)), 3)).toBe(false)
})
