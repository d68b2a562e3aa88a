import { describe, expect, it } from 'vitest'
import { createStillFollower } from '#ar/camera-tracker/create-still-follower.ts'
import { pauseAfter } from '#ar/camera-tracker/pace.ts'
import type { FollowResult, StillFollower } from '#ar/camera-tracker/still-follower.ts'
import { createGrey, type GreyImage } from '#ar/image-tracking/grey-image.ts'
import { HEIGHT, look, see, texture, WIDTH } from '../image-tracking/pictures.ts'
import { createThread } from './camera.ts'

const STILL = '00000000-0000-4000-8000-000000000001'
const OTHER = '00000000-0000-4000-8000-000000000002'
const PLACE = { markId: 'mark', left: 0.4, top: 0.4, right: 0.6, bottom: 0.6 }
const surface = texture(11)
const elsewhere = texture(77)

const changed = (follower: StillFollower): Promise<void> =>
  new Promise((resolve) => {
    const off = follower.subscribe(() => {
      off()
      resolve()
    })
  })

/** A follower with a camera whose pictures come 66 ms apart. */
function setUp(cost?: number) {
  const thread = createThread(cost)
  const follower = createStillFollower({ createClient: thread.createClient })
  let time = 0
  const offer = (grey: GreyImage): Promise<FollowResult> => {
    time += 66
    const result = new Promise<FollowResult>((resolve) => {
      const off = follower.onResult((heard) => {
        off()
        resolve(heard)
      })
    })
    expect(follower.offer(thread.picture(grey), time)).toBe(true)
    return result
  }
  /** Until the worker has learned what it was told: it answers one after the other. */
  const learned = (): Promise<FollowResult> => offer(createGrey(WIDTH, HEIGHT))
  return { ...thread, follower, offer, learned }
}

describe('following stills in a live picture', () => {
  it('[SF1] a still is searched, seen, out of view after a moment, and seen again', async () => {
    const { follower, picture, offer, learned } = setUp()
    const status = (): string | undefined => follower.snapshot().stills.get(STILL)?.status
    follower.follow(STILL, picture(see(surface, look(), 2, 1)), [PLACE])
    expect(status()).toBe('searching')
    await learned()
    expect(follower.wants(1e6)).toBe(true)
    for (let n = 0; n < 3; n++) {
      const { seen } = await offer(see(surface, look(4 * n, 0), 2, n + 2))
      expect(seen.map(({ stillId, markIds }) => [stillId, markIds])).toEqual([[STILL, ['mark']]])
    }
    expect(follower.snapshot().stills.get(STILL)).toMatchObject({ status: 'seen', isSteady: true })
    const before = follower.snapshot()
    expect((await offer(see(elsewhere, look(), 2, 9))).seen).toEqual([])
    // Gone from the picture at once; a chip that comes and goes with each smear would be worse than none.
    expect(follower.snapshot()).toBe(before)
    for (let n = 0; n < 4; n++) await offer(see(elsewhere, look(3 * n, 0), 2, n + 10))
    expect(status()).toBe('lost')
    for (let n = 0; n < 3; n++) await offer(see(surface, look(10, 5, 0.1), 2, n + 20))
    expect(status()).toBe('seen')
  })

  it('[SF6] what is not found for two seconds is out of view; of a still that is seen, marks that are not are known', async () => {
    const { follower, picture, offer, learned } = setUp()
    const still = () => follower.snapshot().stills.get(STILL)
    follower.follow(STILL, picture(see(surface, look(), 2, 1)), [PLACE])
    await learned()
    for (let n = 0; n < 30; n++) await offer(see(elsewhere, look(n, 0), 2, n + 10))
    expect(still()?.status).toBe('lost')
    for (let n = 0; n < 3; n++) await offer(see(surface, look(2 * n, 0), 2, n + 50))
    expect(still()).toMatchObject({ status: 'seen', isWhole: true })
    // A mark at the edge goes out of the picture while the other stays.
    const edge = { markId: 'edge', left: 0.93, top: 0.4, right: 0.99, bottom: 0.5 }
    follower.setPlaces(STILL, [PLACE, edge])
    for (let n = 0; n < 12; n++) await offer(see(surface, look(12 * n, 0), 2, n + 60))
    expect(still()).toMatchObject({ status: 'seen', isWhole: false })
  })

  it('[SF2] a bare still is unfit, and its pictures are not asked for', async () => {
    const { follower, picture } = setUp()
    const bare = picture(createGrey(WIDTH, HEIGHT))
    follower.follow(STILL, bare, [PLACE])
    await changed(follower)
    expect(follower.snapshot().stills.get(STILL)?.status).toBe('unfit')
    expect(follower.wants(1e6)).toBe(false)
    expect(bare.isClosed).toBe(true)
  })

  it('[SF3] the worker runs only while there is something to follow', async () => {
    const { follower, picture, learned, running, started } = setUp()
    expect(running()).toBe(0)
    follower.follow(STILL, picture(see(surface, look())), [PLACE])
    follower.follow(OTHER, picture(see(elsewhere, look())), [PLACE])
    await learned()
    expect(running()).toBe(1)
    follower.forget(STILL)
    expect(running()).toBe(1)
    follower.forget(OTHER)
    expect([running(), started()]).toEqual([0, 1])
    expect(follower.snapshot().stills.size).toBe(0)
    const late = picture(see(surface, look()))
    expect(follower.offer(late, 9_000)).toBe(false)
    expect(late.isClosed).toBe(true)
    follower.follow(STILL, picture(see(surface, look())), [PLACE])
    await learned()
    expect([running(), started()]).toEqual([1, 2])
    follower.close()
    expect(running()).toBe(0)
  })

  it('[SF4] a slow device rests between pictures, and never for so long that it falls under 15 a second', async () => {
    expect([5, 30, 200].map(pauseAfter)).toEqual([28, 50, 62])
    const { follower, picture, offer, learned } = setUp(30)
    follower.follow(STILL, picture(see(surface, look())), [PLACE])
    await learned()
    const { time } = await offer(see(surface, look()))
    expect(follower.wants(time + 33)).toBe(false)
    expect(follower.wants(time + 66)).toBe(true)
  })

  it('[SF5] when following fails, it says why and everything stays on the stills', async () => {
    const { follower, picture, learned } = setUp()
    follower.follow(STILL, picture(see(surface, look())), [PLACE])
    await learned()
    // A picture of another camera: the thread has no pixels of it.
    const foreign = { width: 4, height: 4, close: () => {} }
    follower.offer(foreign, 5_000)
    await changed(follower)
    expect(follower.snapshot().stills.get(STILL)?.status).toBe('unfit')
    expect(follower.wants(1e6)).toBe(false)
  })
})
