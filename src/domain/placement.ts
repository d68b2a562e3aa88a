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
})
export type Placement = z.infer<typeof Placement>
