import { describe, expect, it } from 'vitest'
import { marksOnStill } from '#domain/marks-on-still.ts'
import type { Mark, StillMark } from '#domain/mark.ts'
import { anna, arrow, ben, id, still } from '../call/scene-fixtures.ts'

const space = id(0x59ace)
/** Looks along -Z with a right angle of view. */
const camera = {
  spaceId: space,
  frame: 1,
  pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
  projection: [1, 1, 0, 0],
} as const
const at = (number: number, x: number, y: number, z: number, spaceId = space): Mark => ({
  ...arrow(id(number), ben),
  spaceId,
  pose: { position: [x, y, z], orientation: [0, 0, 0, 1] },
})
const drawn = (number: number, stillId: string): StillMark => ({
  id: id(number),
  author: anna,
  colour: 'red',
  at: 1,
  on: 'still',
  stillId,
  shape: { tool: 'arrow', tip: { u: 0.5, v: 0.5 } },
})
const scene = (...marks: readonly Mark[]) => ({ marks: new Map(marks.map((mark) => [mark.id, mark])) })

describe('the marks of a still', () => {
  it('[MS1] are those of the room that stand within its picture, whoever made them, and no others', () => {
    const room = scene(
      at(1, 0, 0, -1),
      at(2, 0.9, -0.9, -1),
      at(3, 1.2, 0, -1),
      at(4, 0, 0, 1),
      at(5, 0, 0, -1, id(0x99)),
    )
    expect(marksOnStill({ ...still(id(7), anna), camera }, room)).toBe(2)
  })

  it('[MS2] are those drawn on it where there is no room', () => {
    const room = scene(drawn(1, id(7)), drawn(2, id(8)), at(3, 0, 0, -1))
    expect(marksOnStill(still(id(7), anna), room)).toBe(1)
  })
})
