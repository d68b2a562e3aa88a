import { fromLocal, type Pose, type Quat, type Vec3 } from '#domain/geometry.ts'
import type { SpaceMark, Units } from '#domain/mark.ts'
import { shaftTurn } from './arrow-shaft.ts'
import { type LabelLook, labelLookOf } from './label-look.ts'
import { ellipseLine, type SpaceLine, strokeLine } from './line-points.ts'
import { measureLines, measureWords } from './measure-parts.ts'

interface LabelPart {
  readonly at: Vec3
  readonly look: LabelLook
}

/** What a mark is drawn with, in the space. */
export interface MarkParts {
  readonly arrow:
    | {
        readonly pose: Pose
        /** Its +Y is the shaft. */
        readonly shaft: Quat
        readonly isLeaning: boolean
        readonly length: number
      }
    | undefined
  /** Where the sign of the colour stands, for what has no other: on a circle's rim, at the first point of a stroke. */
  readonly sign: Vec3 | undefined
  readonly lines: readonly SpaceLine[]
  readonly labels: readonly LabelPart[]
}

/** @param heldBy the name of who has a hand on it, @param units of the person who looks; undefined: of who measured */
export function partsOf(
  mark: SpaceMark,
  isSelected: boolean,
  heldBy: string | undefined,
  units?: Units,
): MarkParts {
  const { pose, shape, colour } = mark
  const labels: LabelPart[] = []
  const isDashed = mark.quality === 'approximate'
  const look = labelLookOf(mark)
  if (look !== undefined) labels.push({ at: pose.position, look: { ...look, isDashed, isSelected } })
  if (shape.tool === 'measure') {
    for (const { at, text, kind } of measureWords(shape.points, units ?? shape.units))
      labels.push({ at: fromLocal(pose, at), look: { kind, text, colour, isDashed, isSelected } })
  }
  if (heldBy !== undefined) labels.push({ at: pose.position, look: { kind: 'tag', text: heldBy, colour } })
  return {
    arrow:
      shape.tool === 'arrow'
        ? {
            pose,
            shaft: shaftTurn(pose, shape.lean),
            isLeaning: shape.lean !== undefined,
            length: shape.length,
          }
        : undefined,
    sign: signOf(mark),
    lines: linesOf(mark),
    labels,
  }
}

function signOf({ pose, shape }: SpaceMark): Vec3 | undefined {
  if (shape.tool === 'circle') return fromLocal(pose, [shape.radiusX, 0, 0])
  const first = shape.tool === 'freehand' ? shape.points[0] : undefined
  return first && fromLocal(pose, first)
}

function linesOf({ pose, shape }: SpaceMark): readonly SpaceLine[] {
  switch (shape.tool) {
    case 'circle':
      return [ellipseLine(pose, shape.radiusX, shape.radiusZ)]
    case 'freehand':
      return [strokeLine(pose, shape.points)]
    case 'measure':
      return measureLines(pose, shape.points)
    default:
      return []
  }
}
