import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filmSize, fitInside } from '#recording/film.ts'
import { createBlockWriter } from '#recording/finish.ts'
import { pickMimeType } from '#recording/web-recorder.ts'
import { FILM_BLOCK_BYTES } from '#recording/vault.ts'

describe('the film in blocks', () => {
  it('[RB1] writes in any order and over block borders give the same bytes as one flat file', async () => {
    const piece = fc.record({
      position: fc.nat(3 * FILM_BLOCK_BYTES),
      length: fc.integer({ min: 1, max: 2 * FILM_BLOCK_BYTES }),
      value: fc.integer({ min: 1, max: 255 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
        const blocks = new Map<number, Uint8Array<ArrayBuffer>>()
        const writer = createBlockWriter(
          {
            putBlock: async (_id, index, bytes) => void blocks.set(index, bytes.slice()),
            getBlock: async (_id, index) => blocks.get(index),
          },
          'a-film',
        )
        const flat = new Uint8Array(Math.max(...pieces.map(({ position, length }) => position + length)))
        for (const { position, length, value } of pieces) {
          const data = new Uint8Array(length).fill(value)
          flat.set(data, position)
          await writer.write({ type: 'write', data, position })
        }
        expect(await writer.end()).toBe(flat.length)
        for (const [index, block] of blocks) {
          const expected = flat.subarray(index * FILM_BLOCK_BYTES, (index + 1) * FILM_BLOCK_BYTES)
          expect(Buffer.compare(block.subarray(0, expected.length), expected)).toBe(0)
        }
      }),
      { numRuns: 25, seed: 1 },
    )
  })
})

describe('the size of a film', () => {
  it.each([
    [
      { width: 1280, height: 720 },
      { width: 1280, height: 720 },
    ],
    [
      { width: 360, height: 640 },
      { width: 360, height: 640 },
    ],
    [
      { width: 180, height: 320 },
      { width: 360, height: 640 },
    ],
    [
      { width: 3840, height: 2160 },
      { width: 1280, height: 720 },
    ],
    [
      { width: 641, height: 480 },
      { width: 642, height: 480 },
    ],
    [
      { width: 0, height: 0 },
      { width: 1280, height: 720 },
    ],
  ])('of %o is %o', (picture, film) => {
    expect(filmSize(picture)).toEqual(film)
  })

  it('shows a picture of another shape whole and centred', () => {
    expect(fitInside({ width: 640, height: 480 }, { width: 720, height: 1280 })).toEqual({
      x: 0,
      y: 370,
      width: 720,
      height: 540,
    })
  })
})

describe('the kind of film', () => {
  it('is WebM where the browser can make it, since that survives a crash', () => {
    expect(pickMimeType(() => true)).toBe('video/webm;codecs=vp8,opus')
    expect(pickMimeType((type) => type.startsWith('video/mp4'))).toContain('mp4')
    expect(pickMimeType(() => false)).toBeUndefined()
  })
})
