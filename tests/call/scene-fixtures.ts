import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneChange, SceneOperation } from '#domain/scene.ts'
import type { Still } from '#domain/still.ts'

/** A UUID (version 4) that a person can tell apart: the number stands at its end. */
export function id(number: number): Id {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

export const session = id(0x5e)
export const anna = id(0xa)
export const ben = id(0xb)

const space = id(0x59ace)
const pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1] } as const

export function arrow(markId: Id, author: Id, length = 0.1): SpaceMark {
  return {
    id: markId,
    author,
    colour: 'red',
    at: 1,
    on: 'space',
    spaceId: space,
    quality: 'depth',
    pose,
    shape: { tool: 'arrow', length },
  }
}

export function stroke(markId: Id, author: Id, points: number): SpaceMark {
  const line = Array.from({ length: points }, (_, at) => [at, 0, 0] as const)
  return { ...arrow(markId, author), shape: { tool: 'freehand', points: line } }
}

export function model(placementId: Id, author: Id, scale = 1): Placement {
  return {
    id: placementId,
    author,
    at: 1,
    modelId: 'pump',
    spaceId: space,
    quality: 'plane',
    pose,
    scale,
  }
}

export function still(stillId: Id, author: Id, at = 1): Still {
  return { id: stillId, author, at, width: 640, height: 480 }
}

export function operation(number: number, clock: number, author: Id, change: SceneChange): SceneOperation {
  return { id: id(0x0_b0_00_00 + number), sessionId: session, author, clock, at: clock, change }
}
