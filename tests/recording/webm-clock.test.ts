import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticksPerFrame } from '#recording/film.ts'
import { createWebmClock } from '#recording/webm-clock.ts'

const SEGMENT = [0x18, 0x53, 0x80, 0x67]
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75]
const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]

function element(id: readonly number[], body: readonly number[]): readonly number[] {
  return [...id, 0x40 | (body.length >> 8), body.length & 0xff, ...body]
}

function block(time: number, size: number): readonly number[] {
  return element([0xa3], [0x81, (time >> 8) & 0xff, time & 0xff, 0x80, ...Array<number>(size).fill(0xa3)])
}

function cluster(at: number, ...blocks: readonly (readonly number[])[]): readonly number[] {
  return [
    ...CLUSTER,
    ...UNKNOWN_SIZE,
    ...element([0xe7], [at >> 16, (at >> 8) & 0xff, at & 0xff]),
    ...blocks.flat(),
  ]
}

const HEAD: readonly number[] = [
  ...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 0x01]),
  ...SEGMENT,
  ...UNKNOWN_SIZE,
  ...element([0x15, 0x49, 0xa9, 0x66], [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40]),
]

describe('the clock of a stream', () => {
  const stream = Uint8Array.from([
    ...HEAD,
    ...cluster(0, block(0, 40), block(60, 5), block(33, 300)),
    // A block group, and a block before its cluster's own time.
    ...cluster(70_000, block(-20, 3), element([0xa0], element([0xa1], [0x82, 0, 100, 0, 1, 2, 3]))),
  ])

  it('[WC1] tells the newest whole block, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        const clock = createWebmClock()
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length]
        for (const [index, edge] of edges.entries())
          if (index > 0) clock.push(stream.subarray(edges[index - 1], edge))
        expect(clock.reached()).toBe(70_100)
      }),
    )
  })

  it('[WC2] counts a block only when its last byte is there', () => {
    const clock = createWebmClock()
    expect(clock.reached()).toBeUndefined()
    const first = Uint8Array.from([...HEAD, ...cluster(0, block(0, 40), block(60, 5))])
    clock.push(first.subarray(0, -1))
    expect(clock.reached()).toBe(0)
    clock.push(first.subarray(-1))
    expect(clock.reached()).toBe(60)
  })

  it('[WC3] takes any bytes at all without failing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const clock = createWebmClock()
        for (const piece of pieces) clock.push(piece)
        expect(clock.reached() ?? 0).toBeLessThan(Infinity)
      }),
    )
  })
})

describe('the film’s pace', () => {
  it.each([
    [0, 1],
    [1_999, 1],
    [2_000, 2],
    [5_000, 4],
    [60_000, 8],
  ])('[RF1] %i ms behind: every %i. tick is drawn', (behindMs, ticks) => {
    expect(ticksPerFrame(behindMs)).toBe(ticks)
  })
})
