import * as z from 'zod/mini'
import { Id } from './ids.ts'
import { Message } from './message.ts'
import { NoteVersion } from './note.ts'
import { Participant } from './participant.ts'
import { Piece } from './piece.ts'
import { Problem } from './problem.ts'
import { Recording } from './recording.ts'
import { SceneOperation } from './scene.ts'
import { Session } from './session.ts'
import { SessionUpdate } from './session-update.ts'
import { KeptStill } from './still.ts'
import { SegmentVersion } from './transcript.ts'

/**
 * Everything that is kept, as one union. `record.id` identifies it: pushing the same record again changes nothing.
 * `session` and `participant` are written by the server only; a `recording` moves forward through its states;
 * all others are append-only.
 */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), record: Session }),
  z.object({ kind: z.literal('participant'), record: Participant }),
  z.object({ kind: z.literal('message'), record: Message }),
  z.object({ kind: z.literal('note'), record: NoteVersion }),
  z.object({ kind: z.literal('update'), record: SessionUpdate }),
  z.object({ kind: z.literal('scene'), record: SceneOperation }),
  z.object({ kind: z.literal('still'), record: KeptStill }),
  z.object({ kind: z.literal('recording'), record: Recording }),
  z.object({ kind: z.literal('piece'), record: Piece }),
  z.object({ kind: z.literal('segment'), record: SegmentVersion }),
])
export type Change = z.infer<typeof Change>
export type ChangeKind = Change['kind']
export type RecordOf<K extends ChangeKind> = Extract<Change, { kind: K }>['record']

/** Kinds that a client may push; the server refuses the others. */
export const pushableKinds: readonly ChangeKind[] = [
  'message',
  'note',
  'update',
  'scene',
  'still',
  'recording',
  'piece',
  'segment',
]

/** The session that a change belongs to. */
export function sessionOf(change: Change): Id {
  return change.kind === 'session' ? change.record.id : change.record.sessionId
}

/** A change as the server accepted it: `revision` comes from one counter per workspace, taken inside the transaction. */
export const Accepted = z.object({
  revision: z.int().check(z.gte(1)),
  change: Change,
  /** It was captured before the session's end and arrived after it. */
  late: z.optional(z.boolean()),
})
export type Accepted = z.infer<typeof Accepted>

/** Most changes in one push or one pull. */
export const SYNC_BATCH = 200

export const PushRequest = z.object({ changes: z.array(z.unknown()).check(z.maxLength(SYNC_BATCH)) })
export const PushResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted'), id: Id, revision: z.int().check(z.gte(1)) }),
  /** Final: sending it again will not help. It stays on the device and is shown with the sentence. */
  z.object({ status: z.literal('refused'), id: z.string(), problem: Problem }),
])
export type PushResult = z.infer<typeof PushResult>
export const PushResponse = z.object({ results: z.array(PushResult) })

export const PullResponse = z.object({
  changes: z.array(Accepted),
  /** The highest revision that this caller has now seen; ask from here next time. */
  cursor: z.int().check(z.gte(0)),
  more: z.boolean(),
})
export type PullResponse = z.infer<typeof PullResponse>
