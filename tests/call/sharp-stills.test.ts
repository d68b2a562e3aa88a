import { describe, expect, it, onTestFinished } from 'vitest'
import { answerSharpAsks, createSharpAsks, type SharpPicture } from '#call/sharp-stills.ts'
import { sliceStill } from '#call/still-slices.ts'
import { createManualTimers } from '../store/manual-timers.ts'
import { createWire, type LinkedCall } from './linked-calls.ts'
import { anna, ben, id } from './scene-fixtures.ts'

const PEER = `peer-${ben}`

/** More than three slices of a JPEG. */
const bytes = Uint8Array.from({ length: 120_000 }, (_, at) => [0xff, 0xd8, 0xff][at] ?? at & 0xff)
const picture: SharpPicture = {
  jpeg: new Blob([bytes]),
  width: 1280,
  height: 720,
  camera: {
    spaceId: id(0x59ace),
    frame: 7,
    pose: { position: [1, 2, 3], orientation: [0, 0, 0, 1] },
    projection: [1, 1, 0, 0],
  },
}

/** An expert who asks and a phone that has `take`; the wire hears everything at once. */
function table(take?: () => Promise<SharpPicture | undefined>) {
  const wire = createWire()
  const expert: LinkedCall = wire.plug({ id: anna, name: 'Anna', seat: 'expert' })
  const phone: LinkedCall = wire.plug({ id: ben, name: 'Ben', seat: 'technician' })
  const timers = createManualTimers()
  const asks = createSharpAsks({ call: expert, timers })
  const kept: [string, number][] = []
  if (take !== undefined)
    answerSharpAsks({ call: phone, take, keep: (stillId, jpeg) => kept.push([stillId, jpeg.size]) })
  onTestFinished(() => asks.close())
  return { expert, phone, timers, asks, kept, wire }
}

describe('a sharper picture of a still', () => {
  it('[SH1] comes whole with its own size and camera, and is kept there when it is taken here', async () => {
    const { asks, kept } = table(() => Promise.resolve(picture))
    const answer = await asks.ask(id(7), PEER)
    expect(answer).toMatchObject({ width: 1280, height: 720, camera: picture.camera })
    expect(new Uint8Array((await answer?.jpeg.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
    expect(kept).toEqual([])
    asks.keep(id(7), PEER)
    expect(kept).toEqual([[id(7), bytes.length]])
  })

  it.each([
    ['has none', () => Promise.resolve(undefined)],
    ['fails to take one', () => Promise.reject(new Error('no camera'))],
  ])('[SH2] is given up at once when the phone %s', async (_, take) => {
    expect(await table(take).asks.ask(id(7), PEER)).toBeUndefined()
  })

  it('[SH3] is given up when the phone says nothing for some seconds, as an older one does', async () => {
    const { asks, timers } = table()
    const asked = asks.ask(id(7), PEER)
    timers.pass()
    expect(await asked).toBeUndefined()
  })

  it('[SH4] that nobody wants any more is not fetched further', async () => {
    let give: (picture: SharpPicture) => void = () => undefined
    const { asks, expert, phone } = table(() => new Promise((resolve) => (give = resolve)))
    const asked = asks.ask(id(7), PEER)
    await expect.poll(() => expert.sent.length).toBe(1)
    asks.giveUp(id(7))
    expect(await asked).toBeUndefined()
    give(picture)
    await expect.poll(() => phone.sent.length).toBe(1)
    expect(expert.sent).toEqual([{ type: 'still.sharpen', stillId: id(7), index: 0 }])
  })

  it('[SH6] crosses the link two slices at a time, so that a mark never waits behind the whole of it', async () => {
    const { asks, expert, phone } = table()
    const slices = sliceStill(id(7), bytes.buffer, { width: 1280, height: 720 })
    expect(slices.length).toBeGreaterThan(3)
    const askedFor = () => expert.sent.flatMap((one) => (one.type === 'still.sharpen' ? [one.index] : []))
    const asked = asks.ask(id(7), PEER)
    for (const [index, slice] of slices.entries()) {
      expect(askedFor().at(-1)).toBe(index === 0 ? 0 : Math.min(slices.length - 1, index + 1))
      phone.send(slice)
    }
    expect((await asked)?.jpeg.size).toBe(bytes.length)
  })

  it('[SH5] is taken from nobody but who was asked', async () => {
    const { asks, timers, wire } = table()
    const other = wire.plug({ id: id(0xc), name: 'Cem', seat: 'technician' })
    answerSharpAsks({ call: other, take: () => Promise.resolve(picture), keep: () => undefined })
    await Promise.resolve()
    const asked = asks.ask(id(7), PEER)
    other.send({
      type: 'still.slice',
      stillId: id(7),
      index: 0,
      count: 1,
      base64: btoa('\xff\xd8\xff other'),
      sharp: { width: 9, height: 9 },
    })
    timers.pass()
    expect(await asked).toBeUndefined()
  })
})
