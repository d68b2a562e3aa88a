import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { Sha256 } from './recording.ts'

/**
 * `plain-film`: the camera alone, on the film's own clock, so that marks can be drawn over it and left out.
 * `pose-track`: from where each of its frames was seen. `poster`: one picture. `poster-strip`: pictures along the film, side by side.
 */
const PieceKind = z.enum(['plain-film', 'pose-track', 'poster', 'poster-strip'])

/** A file that goes with a recording; never changes, but for its `mediaId`, which the portal adds when the file is there. */
export const Piece = z.object({
  id: Id,
  sessionId: Id,
  recordingId: Id,
  piece: PieceKind,
  mimeType: z.string().check(z.maxLength(100)),
  bytes: z.int().check(z.gte(1)),
  sha256: Sha256,
  at: Timestamp,
  mediaId: z.optional(Id),
})
export type Piece = z.infer<typeof Piece>
