import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { PersonName } from './participant.ts'

const SegmentText = z.string().check(z.trim(), z.maxLength(4000))

/** Who wrote the words down: a browser's recogniser, a transcription server, or a person who corrected them. */
const TranscriptEngine = z.enum(['browser', 'server', 'person'])

/**
 * One version of one stretch of speech. Versions are append-only: a correction stands beside what it corrects (`base`).
 * An empty text takes the segment out of the transcript; its earlier versions stay.
 */
export const SegmentVersion = z.object({
  id: Id,
  segmentId: Id,
  base: z.optional(Id),
  sessionId: Id,
  /** The film that it was heard in, when it was not heard live. */
  recordingId: z.optional(Id),
  /** The participant who speaks, when that is known. */
  speaker: z.optional(Id),
  speakerName: PersonName,
  text: SegmentText,
  startedAt: Timestamp,
  endedAt: Timestamp,
  engine: TranscriptEngine,
  /** BCP 47. */
  language: z.optional(z.string().check(z.maxLength(35))),
  at: Timestamp,
})
export type SegmentVersion = z.infer<typeof SegmentVersion>

/** A segment as people read it. */
export interface Segment {
  readonly segmentId: Id
  /** What counts: of two corrections of the same version the later one. */
  readonly head: SegmentVersion
  /** All versions, oldest first. */
  readonly versions: readonly SegmentVersion[]
}

/** Gathers versions into segments, in the order in which they were spoken; segments that were taken out are left out. */
export function segmentsOf(versions: readonly SegmentVersion[]): readonly Segment[] {
  const bySegment = new Map<Id, SegmentVersion[]>()
  for (const version of [...versions].sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))) {
    const known = bySegment.get(version.segmentId)
    if (known) known.push(version)
    else bySegment.set(version.segmentId, [version])
  }
  const segments: Segment[] = []
  for (const [segmentId, all] of bySegment) {
    const corrected = new Set(all.map((version) => version.base))
    const head = all.findLast((version) => !corrected.has(version.id)) ?? all.at(-1)
    if (head !== undefined && head.text !== '') segments.push({ segmentId, head, versions: all })
  }
  return segments.sort(
    (a, b) => a.head.startedAt - b.head.startedAt || a.segmentId.localeCompare(b.segmentId),
  )
}
