import type { Id, Timestamp } from '#domain/ids.ts'
import type { Seat } from '#domain/participant.ts'
import { may, mayChangeScene, type Action, type Actor } from '#domain/permissions.ts'
import { problem, type Problem, type ProblemCode } from '#domain/problem.ts'
import { isLaterRecording } from '#domain/recording.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import { pushableKinds, sessionOf, type Change, type ChangeKind, type RecordOf } from '#domain/sync.ts'
import { sameContent } from './same-content.ts'

/** Who pushes, as the server knows it. */
export interface Pusher {
  readonly actor: Actor
  /** Agent id or participant id: whose record it becomes. */
  readonly author: string
  readonly name: string
  /** The pusher's own participants in the change's session. */
  readonly seats: ReadonlyMap<Id, Seat>
  /** The guest's link was withdrawn: nothing new, but what is known may still move forward. */
  readonly revoked: boolean
  /** The recording request that the guest came by. What was captured before it was withdrawn is still taken in. */
  readonly request: { readonly inviteId: Id; readonly revokedAt: Timestamp | undefined } | undefined
}

/** What the server knows that a verdict rests on. */
export interface Facts {
  /** Absent: there is no such session, or the pusher cannot see it. */
  readonly session: { readonly endedAt: Timestamp | undefined } | undefined
  readonly existing: { readonly change: Change; readonly author: string; readonly late: boolean } | undefined
  /** The file of this very record, when its upload was finished before the record came. */
  readonly mediaOf: (change: Change) => Id | undefined
}

export type Verdict =
  | { readonly verdict: 'accept'; readonly change: Change; readonly late: boolean }
  /** It is there already, or something further on is. */
  | { readonly verdict: 'known' }
  | { readonly verdict: 'refuse'; readonly problem: Problem }

const actionOf: Record<ChangeKind, Action | undefined> = {
  session: undefined,
  participant: undefined,
  message: 'message.write',
  note: 'note.write',
  update: 'session.join',
  scene: 'scene.write',
  still: 'scene.write',
  recording: 'recording.write',
  piece: 'recording.write',
  segment: 'transcript.write',
}

/** What happened on the pusher's own device. The rest of the diary only the server can know and write. */
const toldByDevices: ReadonlySet<SessionUpdateKind> = new Set<SessionUpdateKind>([
  'ar-started',
  'ar-stopped',
  'recording-started',
  'recording-stopped',
  'recording-paused',
  'recording-resumed',
  'recording-agreed',
  'recording-declined',
  'prompt-shown',
  'still-taken',
  'model-placed',
  'device-checked',
])

const refuse = (code: ProblemCode, sentence?: string): Verdict => ({
  verdict: 'refuse',
  problem: problem(code, sentence),
})
const known: Verdict = { verdict: 'known' }

/** When the record was made, by the clock of its device. */
function timeOf(change: Change): Timestamp | undefined {
  if (change.kind === 'recording') return change.record.startedAt
  return 'at' in change.record ? change.record.at : undefined
}

/** The participant that the record says wrote it; undefined for kinds that name no participant. */
function participantOf(change: Change): Id | undefined {
  return 'author' in change.record ? change.record.author : undefined
}

/** The record with the pusher's true name and seat: what a device says of its person is not asked. */
function signed(change: Change, name: string, { seats, request }: Pusher): Change {
  if (change.kind === 'message') {
    const authorSeat = seats.get(change.record.author) ?? change.record.authorSeat
    return { kind: 'message', record: { ...change.record, authorName: name, authorSeat } }
  }
  if (change.kind === 'note') return { kind: 'note', record: { ...change.record, authorName: name } }
  if (change.kind === 'update') return { kind: 'update', record: { ...change.record, actorName: name } }
  if (change.kind === 'recording')
    return {
      kind: 'recording',
      record: {
        ...withoutRequest(change.record),
        authorName: name,
        ...(request && { inviteId: request.inviteId }),
      },
    }
  return change
}

function withoutRequest(record: RecordOf<'recording'>): RecordOf<'recording'> {
  const { inviteId: _claimed, ...rest } = record
  return rest
}

/** The name that a kept record carries: a person who was renamed since may send the same record again. */
function nameOn(change: Change): string | undefined {
  if ('authorName' in change.record) return change.record.authorName
  return 'actorName' in change.record ? change.record.actorName : undefined
}

function withoutMedia<T extends RecordOf<'still' | 'piece'>>(record: T): Omit<T, 'mediaId'> {
  const { mediaId: _given, ...rest } = record
  return rest
}

/** The record with its file, when that arrived first. */
function withMedia(change: Change, mediaId: Id | undefined): Change {
  if (change.kind === 'still') {
    const record = withoutMedia(change.record)
    return { kind: 'still', record: mediaId === undefined ? record : { ...record, mediaId } }
  }
  if (change.kind === 'piece') {
    const record = withoutMedia(change.record)
    return { kind: 'piece', record: mediaId === undefined ? record : { ...record, mediaId } }
  }
  if (change.kind === 'recording' && change.record.status === 'finished' && mediaId !== undefined)
    return { kind: 'recording', record: { ...change.record, status: 'stored', mediaId } }
  return change
}

function againstExisting(change: Change, existing: Change): 'known' | 'forward' | 'conflict' {
  if (change.kind === 'recording' && existing.kind === 'recording') {
    const [next, current] = [change.record, existing.record]
    if (next.startedAt !== current.startedAt) return 'conflict'
    if (isLaterRecording(next, current)) return next.status === 'stored' ? 'conflict' : 'forward'
    if (next.status !== current.status) return 'known'
  }
  if (change.kind === 'still' && existing.kind === 'still')
    return sameContent(withoutMedia(change.record), withoutMedia(existing.record)) ? 'known' : 'conflict'
  if (change.kind === 'piece' && existing.kind === 'piece')
    return sameContent(withoutMedia(change.record), withoutMedia(existing.record)) ? 'known' : 'conflict'
  return sameContent(change, existing) ? 'known' : 'conflict'
}

/** Whether a record that the server does not know yet still gets in. */
function admit(change: Change, pusher: Pusher, endedAt: Timestamp | undefined): Verdict {
  const madeAt = timeOf(change)
  const { revokedAt } = pusher.request ?? {}
  const isBeforeRevocation = revokedAt !== undefined && madeAt !== undefined && madeAt < revokedAt
  if (pusher.revoked && !isBeforeRevocation) return refuse('link-revoked')
  if (endedAt === undefined) return { verdict: 'accept', change, late: pusher.revoked }
  if (madeAt !== undefined && madeAt < endedAt) return { verdict: 'accept', change, late: true }
  // What an agent writes down afterwards is a note on the session, not a part of it.
  if (change.kind === 'note') return { verdict: 'accept', change, late: false }
  return refuse('session-ended')
}

/** What becomes of one pushed change. Pure: everything that it rests on is an argument. */
export function judge(change: Change, pusher: Pusher, facts: Facts): Verdict {
  const { session, existing } = facts
  const action = actionOf[change.kind]
  if (!pushableKinds.includes(change.kind) || action === undefined || !may(pusher.actor, action))
    return refuse('not-allowed')
  if (session === undefined) return refuse('not-found')
  if (change.kind === 'scene' && !mayChangeScene(pusher.actor, change.record.change, change.record.author))
    return refuse('not-allowed', 'Only an expert can clear what others made.')
  if (change.kind === 'update' && !toldByDevices.has(change.record.kind)) return refuse('not-allowed')
  const participant = participantOf(change)
  if (participant !== undefined && !pusher.seats.has(participant))
    return refuse('not-allowed', 'This was written in the name of somebody else.')

  if (existing === undefined) {
    if (change.kind === 'recording' && change.record.status === 'stored') return refuse('not-allowed')
    const own = signed(change, pusher.name, pusher)
    return admit(withMedia(own, facts.mediaOf(own)), pusher, session.endedAt)
  }

  if (
    existing.author !== pusher.author ||
    existing.change.kind !== change.kind ||
    sessionOf(existing.change) !== sessionOf(change)
  )
    return refuse('conflict')
  const own = signed(change, nameOn(existing.change) ?? pusher.name, pusher)
  switch (againstExisting(own, existing.change)) {
    case 'known':
      return known
    case 'conflict':
      return refuse('conflict')
    case 'forward':
      return { verdict: 'accept', change: withMedia(own, facts.mediaOf(own)), late: existing.late }
  }
}
