import * as z from 'zod/mini'
import { Pose, Projection } from './geometry.ts'
import { Id, Timestamp } from './ids.ts'

/** Where a still was seen from, in the world ladder. */
const StillCamera = z.object({
  spaceId: Id,
  frame: z.int().check(z.gte(0)),
  pose: Pose,
  projection: Projection,
})

/** What of a still belongs to its picture, and is another with another picture of it. Sizes in pixels. */
export const StillView = z.object({
  width: z.int().check(z.gte(1), z.lte(8192)),
  height: z.int().check(z.gte(1), z.lte(8192)),
  camera: z.optional(StillCamera),
})
export type StillView = z.infer<typeof StillView>

/** One frozen frame. With `camera` (world ladder) marks drawn on it stand in the live world; without, they stay on the still. */
export const Still = z.object({
  id: Id,
  author: Id,
  at: Timestamp,
  ...StillView.shape,
})
export type Still = z.infer<typeof Still>

/** A still as it is synced: with its session and, once its picture was uploaded, its file. */
export const KeptStill = z.extend(Still, { sessionId: Id, mediaId: z.optional(Id) })
