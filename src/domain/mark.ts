import * as z from 'zod/mini'
import { ImagePoint, Pose, Vec3 } from './geometry.ts'
import { Id, Timestamp } from './ids.ts'
import { GalleryModel } from './media.ts'

/** Colours with a meaning; each has a second cue (see ui tokens), so that nothing is said by colour alone. */
export const MarkColour = z.enum(['red', 'yellow', 'green', 'blue', 'white', 'magenta'])
export type MarkColour = z.infer<typeof MarkColour>

/** Tools whose result stays. The laser pointer is live only and never a record. */
export const MarkTool = z.enum(['arrow', 'circle', 'freehand', 'text', 'measure', 'step'])
export type MarkTool = z.infer<typeof MarkTool>

/** How the surface under a mark was found, best first. `provisional`: the expert's own guess until the technician's device answers. */
export const PlacementQuality = z.enum(['depth', 'hit-test', 'plane', 'nearby', 'approximate', 'provisional'])
export type PlacementQuality = z.infer<typeof PlacementQuality>

export const MarkLabel = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** In which units a measure is written; what is stored is metres. */
export const Units = z.enum(['metric', 'imperial'])
export type Units = z.infer<typeof Units>

/** Most points of one measure. */
export const MAX_MEASURE_POINTS = 20

/** What a numbered step says and shows beside its place. `isDone` is ticked by the technician, whoever made the step. */
export const StepDetail = z.object({
  number: z.int().check(z.gte(1), z.lte(99)),
  text: z.optional(MarkLabel),
  stillId: z.optional(Id),
  modelId: z.optional(GalleryModel.shape.id),
  isDone: z.boolean(),
})
export type StepDetail = z.infer<typeof StepDetail>

/** How far an arrow may lean away from the surface's normal, in radians: 80 degrees, so that it never lies down into the surface. */
export const MOST_LEAN = (80 * Math.PI) / 180

/** Longest stroke, in points: about 40 s of drawing at the rate that strokes are sampled. */
export const MAX_STROKE_POINTS = 600

const WorldShape = z.discriminatedUnion('tool', [
  /**
   * Tip at the local origin, shaft along local +Y (the surface normal). An arrow that was turned leans: its shaft is `lean` radians away
   * from the normal, towards local -Z, so that it comes from that side.
   */
  z.object({
    tool: z.literal('arrow'),
    length: z.number().check(z.positive(), z.lte(5)),
    lean: z.optional(z.number().check(z.gte(0), z.lte(MOST_LEAN))),
  }),
  /** Flat in the local XZ plane, radii in metres. */
  z.object({
    tool: z.literal('circle'),
    radiusX: z.number().check(z.positive(), z.lte(10)),
    radiusZ: z.number().check(z.positive(), z.lte(10)),
  }),
  /** Points in the local frame, metres. */
  z.object({
    tool: z.literal('freehand'),
    points: z.array(Vec3).check(z.minLength(1), z.maxLength(MAX_STROKE_POINTS)),
  }),
  /** A label that stands at the local origin and faces the viewer. */
  z.object({ tool: z.literal('text'), text: MarkLabel }),
  /** A path through measured points in the local frame, metres; the first is the local origin. Its lengths are written beside it. */
  z.object({
    tool: z.literal('measure'),
    points: z.array(Vec3).check(z.minLength(1), z.maxLength(MAX_MEASURE_POINTS)),
    units: Units,
  }),
  /** A numbered disc that stands at the local origin and faces the viewer. */
  z.extend(StepDetail, { tool: z.literal('step') }),
])
export type WorldShape = z.infer<typeof WorldShape>

const ImageShape = z.discriminatedUnion('tool', [
  /** `turn`: radians, counter-clockwise on the picture, away from how an arrow lies that nobody turned: from the upper right. */
  z.object({
    tool: z.literal('arrow'),
    tip: ImagePoint,
    turn: z.optional(z.number().check(z.gte(-Math.PI), z.lte(Math.PI))),
  }),
  /** Radii as shares of the picture's width and height. */
  z.object({
    tool: z.literal('circle'),
    centre: ImagePoint,
    radiusU: z.number().check(z.positive()),
    radiusV: z.number().check(z.positive()),
  }),
  z.object({
    tool: z.literal('freehand'),
    points: z.array(ImagePoint).check(z.minLength(1), z.maxLength(MAX_STROKE_POINTS)),
  }),
  z.object({ tool: z.literal('text'), at: ImagePoint, text: MarkLabel }),
  z.extend(StepDetail, { tool: z.literal('step'), at: ImagePoint }),
])
export type ImageShape = z.infer<typeof ImageShape>

const base = { id: Id, author: Id, colour: MarkColour, at: Timestamp }

/** A mark that stands in the world: `pose` is its local frame in the space, +Y along the surface normal. */
export const SpaceMark = z.object({
  ...base,
  on: z.literal('space'),
  spaceId: Id,
  quality: PlacementQuality,
  pose: Pose,
  shape: WorldShape,
})
export type SpaceMark = z.infer<typeof SpaceMark>

/** A mark on one still (camera and stills ladders). */
export const StillMark = z.object({ ...base, on: z.literal('still'), stillId: Id, shape: ImageShape })
export type StillMark = z.infer<typeof StillMark>

export const Mark = z.discriminatedUnion('on', [SpaceMark, StillMark])
export type Mark = z.infer<typeof Mark>
