import * as z from 'zod/mini'
import { Pose } from './geometry.ts'
import { Id, Timestamp } from './ids.ts'
import { PlacementQuality } from './mark.ts'
import { GalleryModel } from './media.ts'

/** One 3D model from the gallery, placed in the scene. The model's own +Y is the pose's +Y; it stands on its origin. */
export const Placement = z.object({
  id: Id,
  author: Id,
  at: Timestamp,
  modelId: GalleryModel.shape.id,
  spaceId: Id,
  quality: PlacementQuality,
  pose: Pose,
  /** 1 is real size. */
  scale: z.number().check(z.positive(), z.lte(100)),
  /** Nobody moves it by accident until it is unlocked. */
  isLocked: z.optional(z.boolean()),
  /** One of the file's animations. `second` is where it stood at `at`; while it plays everybody counts on from there. */
  animation: z.optional(
    z.object({
      clip: z.string().check(z.maxLength(200)),
      isPlaying: z.boolean(),
      second: z.number().check(z.gte(0), z.lte(36_000)),
      at: Timestamp,
    }),
  ),
  /** Parts that are not shown, by the names of the file's nodes. */
  hiddenParts: z.optional(z.array(z.string().check(z.maxLength(200))).check(z.maxLength(200))),
  /** What is cut away, to look inside: along the model's own axis, the share of its extent that is gone (0 to 1). */
  cut: z.optional(z.object({ axis: z.enum(['x', 'y', 'z']), share: z.number().check(z.gte(0), z.lte(1)) })),
})
export type Placement = z.infer<typeof Placement>
