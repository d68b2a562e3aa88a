import type { Id } from '#domain/ids.ts'
import { Seat } from '#domain/participant.ts'
import { fail, problem, succeed } from '#domain/problem.ts'
import { Change, sessionOf, type PushResult } from '#domain/sync.ts'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'
import type { Handler } from '../http/routes.ts'
import { isRevoked, requestOf } from '../invites/revoked.ts'
import { storedUpdate } from '../sessions/diary.ts'
import { changeOf, type Reader } from './read.ts'
import { judge, type Facts, type Pusher } from './rules.ts'
import { isStorable } from './storable.ts'
import { BY_SERVER, writeToWorkspace, type Entry, type Writing } from './write.ts'

type Known = Exclude<Caller, { kind: 'nobody' }>

const notUnderstood = problem('bad-request', 'This record was not understood. It stays on this device.')

/** What a client calls its record, for an answer that it can match; empty when it has no name. */
function claimedId(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('record' in raw)) return ''
  const { record } = raw
  if (typeof record !== 'object' || record === null || !('id' in record)) return ''
  return typeof record.id === 'string' ? record.id.slice(0, 64) : ''
}

/** The caller's own participants in each of those sessions. */
async function seatsOf(
  reader: Reader,
  who: Known,
  sessionIds: readonly Id[],
): Promise<{ name: string; seats: ReadonlyMap<Id, ReadonlyMap<Id, Seat>> }> {
  const all = reader.selectFrom('participant').select(['id', 'session_id', 'seat', 'name'])
  const own =
    who.kind === 'guest'
      ? all.where('id', '=', who.participantId)
      : all.where('agent_id', '=', who.agent.id).where('session_id', 'in', sessionIds)
  const seats = new Map<Id, Map<Id, Seat>>()
  let name = who.kind === 'agent' ? who.agent.name : ''
  for (const row of await own.execute()) {
    if (who.kind === 'guest') name = row.name
    const inSession = seats.get(row.session_id) ?? new Map<Id, Seat>()
    seats.set(row.session_id, inSession.set(row.id, Seat.parse(row.seat)))
  }
  return { name, seats }
}

async function sessionsOf(reader: Reader, who: Known, ids: readonly Id[]) {
  const rows = await reader
    .selectFrom('session')
    .select(['id', 'ended_at'])
    .where('workspace_id', '=', who.workspaceId)
    .where('id', 'in', ids)
    .execute()
  // For a guest there is one session in the world.
  const visible = rows.filter((row) => who.kind === 'agent' || row.id === who.sessionId)
  return new Map(visible.map((row) => [row.id, { endedAt: row.ended_at?.getTime() }]))
}

type Existing = NonNullable<Facts['existing']> & { readonly revision: number | undefined }

async function existingOf(reader: Reader, workspaceId: string, ids: readonly Id[]) {
  const rows = await reader
    .selectFrom('record')
    .select(['id', 'kind', 'body', 'author', 'late', 'revision'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()
  const existing = new Map<Id, Existing>()
  for (const row of rows) {
    const change = changeOf(row)
    if (!change) throw new Error(`Record ${row.id} is not readable`)
    existing.set(row.id, { change, author: row.author, late: row.late, revision: row.revision })
  }
  return existing
}

/** Files that were uploaded before their records came. */
async function filesOf(reader: Reader, workspaceId: string, changes: readonly Change[]) {
  const ids = changes
    .filter(({ kind }) => kind === 'recording' || kind === 'still' || kind === 'piece')
    .map(({ record }) => record.id)
  if (ids.length === 0) return () => undefined
  const rows = await reader
    .selectFrom('media')
    .select(['id', 'session_id', 'record_id', 'purpose', 'sha256'])
    .where('workspace_id', '=', workspaceId)
    .where('record_id', 'in', ids)
    .orderBy('created_at')
    .execute()
  return (change: Change): Id | undefined =>
    rows.find(
      (row) =>
        row.record_id === change.record.id &&
        row.session_id === sessionOf(change) &&
        row.purpose === change.kind &&
        (change.kind !== 'recording' ||
          (change.record.status === 'finished' && change.record.sha256 === row.sha256)) &&
        (change.kind !== 'piece' || change.record.sha256 === row.sha256),
    )?.id
}

/** Takes a batch in one transaction; each change stands or falls alone. Sending a batch again changes nothing. */
export function createPush(ctx: ServerContext): Handler<'push'> {
  return async ({ changes: raw }, who) => {
    if (who.kind === 'nobody') return fail('not-signed-in')
    const parsed = raw.map((one) => {
      const change = Change.safeParse(one)
      return change.success && isStorable(change.data) ? change.data : undefined
    })
    const understood = parsed.filter((change) => change !== undefined)
    const answers =
      understood.length === 0
        ? new Map<Change, PushResult>()
        : await writeToWorkspace(ctx, who.workspaceId, (writing) => takeIn(ctx, writing, who, understood))
    return succeed({
      results: parsed.map((change, index): PushResult => {
        const answer = change && answers.get(change)
        return answer ?? { status: 'refused', id: claimedId(raw[index]), problem: notUnderstood }
      }),
    })
  }
}

async function takeIn(
  ctx: ServerContext,
  writing: Writing,
  who: Known,
  changes: readonly Change[],
): Promise<Map<Change, PushResult>> {
  const { trx, workspaceId } = writing
  const sessionIds = [...new Set(changes.map(sessionOf))]
  const { name, seats } = await seatsOf(trx, who, sessionIds)
  const sessions = await sessionsOf(trx, who, sessionIds)
  const existing = await existingOf(trx, workspaceId, [...new Set(changes.map(({ record }) => record.id))])
  const mediaOf = await filesOf(trx, workspaceId, changes)
  const author = who.kind === 'agent' ? who.agent.id : who.participantId
  const pusher: Omit<Pusher, 'seats'> = {
    actor: who.kind === 'agent' ? who.agent.role : 'guest',
    author,
    name,
    revoked: who.kind === 'guest' && (await isRevoked(trx, who.participantId)),
    request: who.kind === 'guest' ? await requestOf(trx, who.participantId) : undefined,
  }

  const results = new Map<Change, PushResult>()
  const admitted: Change[] = []
  // One entry for an id, in the place of its last state: a film may begin and finish within one batch.
  const entries = new Map<Id, Entry>()
  for (const change of changes) {
    const { id } = change.record
    const sessionId = sessionOf(change)
    const verdict = judge(
      change,
      { ...pusher, seats: seats.get(sessionId) ?? new Map() },
      { session: sessions.get(sessionId), existing: existing.get(id), mediaOf },
    )
    if (verdict.verdict === 'refuse') {
      results.set(change, { status: 'refused', id, problem: verdict.problem })
      continue
    }
    admitted.push(change)
    if (verdict.verdict === 'known') continue
    const entry = { change: verdict.change, author, late: verdict.late }
    entries.delete(id)
    entries.set(id, entry)
    existing.set(id, { ...entry, revision: undefined })
  }

  const kept = [...entries.values()]
  const diary = kept.flatMap(({ change }) =>
    change.kind === 'recording' && change.record.status === 'stored'
      ? [{ change: storedUpdate(ctx, change.record), author: BY_SERVER }]
      : [],
  )
  const revisions = await writing.acceptAll([...kept, ...diary])
  const revisionOf = new Map(kept.map(({ change }, index) => [change.record.id, revisions[index]]))
  for (const change of admitted) {
    const { id } = change.record
    const revision = revisionOf.get(id) ?? existing.get(id)?.revision
    if (revision === undefined) throw new Error(`Record ${id} was admitted without a revision`)
    results.set(change, { status: 'accepted', id, revision })
  }
  return results
}
