import { expect, it } from 'vitest'
import { createTrackerClient, type TrackerClient } from '#ar/image-tracking/tracker-client.ts'
import type { MarkPlace, TrackReport } from '#ar/image-tracking/tracking-messages.ts'
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

const MARK: MarkPlace = { markId: 'mark', left: 0.4, top: 0.4, right: 0.5, bottom: 0.5 }

const learned = (client: TrackerClient): Promise<readonly [string, boolean]> =>
  new Promise((resolve) => {
    const off = client.onLearned((stillId, isFit) => {
      off()
      resolve([stillId, isFit])
    })
  })

async function learn(client: TrackerClient, stillId: string, picture: OffscreenCanvas): Promise<boolean> {
  const answer = learned(client)
  client.learn(stillId, await createImageBitmap(picture), [MARK])
  const [id, isFit] = await answer
  expect(id).toBe(stillId)
  return isFit
}

it('a still is found in camera pictures, as bitmaps and as video frames, by the worker', async () => {
  const client = createTrackerClient()
  const failures: string[] = []
  client.onFailed((why) => failures.push(why))
  expect(await learn(client, 'still', paint(0, 0))).toBe(true)

  const first = await track(client, await createImageBitmap(paint(16, 8)), 100)
  expect(first).toMatchObject({ seen: [{ stillId: 'still', markIds: ['mark'] }], time: 100 })
  const frame = new VideoFrame(paint(32, 16), { timestamp: 0 })
  const second = await track(client, frame, 166)
  expect(second.time).toBe(166)
  expect(second.seen[0]?.homography[2]).toBeCloseTo(32 / WIDTH, 2)
  expect(second.seen[0]?.homography[5]).toBeCloseTo(16 / HEIGHT, 2)
  // Given away and closed: a camera that misses its frames stops.
  expect(frame.format).toBeNull()
  expect(failures).toEqual([])
  client.close()
})

it('a picture that comes while the last one is looked at is dropped and closed', async () => {
  const client = createTrackerClient()
  await learn(client, 'still', paint(0, 0))
  const report = nextReport(client)
  const early = await createImageBitmap(paint(1, 0))
  const late = await createImageBitmap(paint(2, 0))
  // In one go: no answer can come in between.
  expect(client.offer(early, 1)).toBe(true)
  expect(client.isBusy()).toBe(true)
  expect(client.offer(late, 2)).toBe(false)
  expect(late.width).toBe(0)
  expect((await report).time).toBe(1)
  expect(client.isBusy()).toBe(false)
  client.close()
})

it('a bare picture cannot be followed, and a closed client takes no pictures', async () => {
  const client = createTrackerClient()
  const bare = new OffscreenCanvas(WIDTH, HEIGHT)
  bare.getContext('2d')?.fillRect(0, 0, WIDTH, HEIGHT)
  expect(await learn(client, 'bare', bare)).toBe(false)
  client.close()
  const picture = await createImageBitmap(paint(0, 0))
  client.learn('still', picture, [MARK])
  expect(picture.width).toBe(0)
  expect(client.offer(await createImageBitmap(paint(0, 0)), 3)).toBe(false)
})
