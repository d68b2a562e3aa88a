import * as z from 'zod'
import { Pose, Projection } from './geometry.ts'
import { Id, Timestamp } from './ids.ts'

/** One frozen frame. With `camera` (world ladder) marks drawn on it stand in the live world; without, they stay on the still. */
export const Still = z.object({
  id: Id,
  author: Id,
  at: Timestamp,
  width: z.int().min(1).max(8192),
  height: z.int().min(1).max(8192),
  camera: z.object({ spaceId: Id, frame: z.int().min(0), pose: Pose, projection: Projection }).optional(),
})
export type Still = z.infer<typeof Still>
