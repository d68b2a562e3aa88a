import { describe, expect, it } from 'vitest'
import type { LocalMedia } from '#call/local-media.ts'
import { openSeat, seatOf } from '#guest/camera/camera-seat.ts'

type Options = Parameters<LocalMedia['openCamera']>[0]
/** A phone whose cameras are these, each with the zoom it opens with. */
function createPhone(lenses: Readonly<Record<string, number>>) {
  const asked: Options[] = []
  let open: { readonly id: string; zoom: number } | undefined
  let status: 'off' | 'on' | 'missing' = 'off'
  const media = {
    openCamera(options: Options) {
      asked.push(options)
      const id = options?.deviceId ?? Object.keys(lenses)[0] ?? ''
      const zoom = lenses[id]
      open = zoom === undefined ? undefined : { id, zoom }
      status = open === undefined ? 'missing' : 'on'
      return Promise.resolve()
    },
    snapshot: () => ({ camera: { status } }),
    tracks() {
      const now = open
      const camera = now && {
        getSettings: () => ({ deviceId: now.id, zoom: now.zoom }),
        applyConstraints({ advanced = [] }: MediaTrackConstraints = {}) {
          for (const wish of advanced)
            if ('zoom' in wish && typeof wish.zoom === 'number') now.zoom = wish.zoom
          return Promise.resolve()
        },
      }
      return { camera }
    },
  }
  return { media, asked }
}

describe('the camera after AR', () => {
  it('is the lens and the zoom that were chosen before, asked for with patience', async () => {
    const { media, asked } = createPhone({ wide: 1, tele: 1 })
    await media.openCamera({ deviceId: 'tele' })
    const zoomed: (MediaTrackConstraintSet & { zoom: number })[] = [{ zoom: 3 }]
    await media.tracks().camera?.applyConstraints({ advanced: zoomed })
    const seat = seatOf(media)
    expect(seat).toEqual({ lensId: 'tele', zoom: 3 })
    await media.openCamera({ deviceId: 'wide' })
    await openSeat(media, seat)
    expect(asked.at(-1)).toEqual({ deviceId: 'tele', patiently: true })
    expect(seatOf(media)).toEqual(seat)
  })

  it('is the main one when that lens is gone, or none was known', async () => {
    const { media, asked } = createPhone({ wide: 1 })
    await openSeat(media, { lensId: 'tele', zoom: 3 })
    expect(seatOf(media)).toEqual({ lensId: 'wide', zoom: 1 })
    await openSeat(media, {})
    expect(asked.slice(1)).toEqual([
      { facing: 'environment', patiently: true },
      { facing: 'environment', patiently: true },
    ])
  })
})
