import type { Camera, Quat, Vec3 } from '#domain/geometry.ts'
import { MarkColour, type SpaceMark, type WorldShape } from '#domain/mark.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'

export const SPACE = '00000000-0000-4000-8000-00000000005a'
const AUTHOR = '00000000-0000-4000-8000-0000000000aa'

/** Points of every stroke. */
const STROKE_POINTS = 200

/** Of ten marks: three strokes, the rest what people make beside them. */
const tools = [
  'freehand',
  'arrow',
  'freehand',
  'circle',
  'text',
  'freehand',
  'arrow',
  'step',
  'measure',
  'circle',
] as const

/** Local +Y towards the viewer. */
const WALL: Quat = [Math.SQRT1_2, 0, 0, Math.SQRT1_2]

const markId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** A wavy stroke. */
export function strokeOf(points: number, n = 0): readonly Vec3[] {
  return Array.from({ length: points }, (_, p): Vec3 => [
    p * 0.0015,
    0,
    Math.sin(p / 9 + n) * 0.02 + Math.sin(p / 3.7) * 0.004,
  ])
}

function shapeOf(n: number): WorldShape {
  const tool = tools[n % tools.length] ?? 'arrow'
  switch (tool) {
    case 'freehand':
      return { tool, points: [...strokeOf(STROKE_POINTS, n)] }
    case 'arrow':
      return { tool, length: 0.12 }
    case 'circle':
      return { tool, radiusX: 0.06, radiusZ: 0.04 }
    case 'text':
      return { tool, text: `Valve ${n}` }
    case 'step':
      return { tool, number: 1 + (n % 99), text: `Loosen screw ${n}`, isDone: n % 20 === 7 }
    case 'measure':
      return {
        tool,
        points: [
          [0, 0, 0],
          [0.12, 0, 0],
          [0.12, 0, 0.1 + (n % 50) / 500],
        ],
        units: 'metric',
      }
  }
}

/** The n-th mark, on a wall of marks 2 to 5 m away, all of them before the camera. */
export function markOf(n: number): SpaceMark {
  const position: Vec3 = [Math.sin(n * 1.3) * 1.6, Math.cos(n * 1.7) * 0.9, -2 - (n % 31) / 10]
  return {
    id: markId(n),
    author: AUTHOR,
    colour: MarkColour.options[n % 6] ?? 'red',
    at: 0,
    on: 'space',
    spaceId: SPACE,
    quality: n % 9 === 0 ? 'approximate' : 'depth',
    pose: { position, orientation: WALL },
    shape: shapeOf(n),
  }
}

export function makeScene(count: number): SceneState {
  const marks = Array.from({ length: count }, (_, n) => markOf(n))
  return { ...emptyScene, marks: new Map(marks.map((mark) => [mark.id, mark])) }
}

/** A hand that is never quite still: made beforehand, so that the bench itself makes no garbage. */
export function makeCameras(aspect: number): readonly Camera[] {
  const scale = 1 / Math.tan(0.5)
  const projection = [scale / aspect, scale, 0, 0] as const
  return Array.from({ length: 240 }, (_, frame) => {
    const sway = (frame / 240) * 2 * Math.PI
    const turn = 0.06 * Math.sin(sway)
    return {
      pose: {
        position: [0.1 * Math.sin(sway), 0.05 * Math.cos(2 * sway), 0.1 * Math.cos(sway)],
        orientation: [0, Math.sin(turn), 0, Math.cos(turn)],
      },
      projection,
    }
  })
}
