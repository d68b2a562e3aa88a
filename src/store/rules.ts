import type { Id } from '#domain/ids.ts'
import { isLaterRecording } from '#domain/recording.ts'
import { pushableKinds, sessionOf, type Accepted, type Change } from '#domain/sync.ts'
import type { Settled, Whereabouts } from './local-store.ts'
import type { Row } from './row.ts'

/** What a command makes of one record: what is stored from now on, and what becomes of its place in the outbox. */
export interface Effect {
  readonly store?: { readonly change: Change; readonly where: Whereabouts }
  readonly outbox: 'add' | 'remove' | 'leave'
}

const nothing: Effect = { outbox: 'leave' }

/** Recordings and sessions move forward; all other records never change. */
function isFurther(next: Change, current: Change): boolean {
  if (next.kind === 'recording' && current.kind === 'recording')
    return isLaterRecording(next.record, current.record)
  if (next.kind === 'session' && current.kind === 'session')
    return next.record.status === 'ended' && current.record.status === 'open'
  return false
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The portal gives the keys of a record in an order of its own. */
function sameContent(a: Change, b: Change): boolean {
  return JSON.stringify(a, inKeyOrder) === JSON.stringify(b, inKeyOrder)
}

/** [ST1] Own record: kept and waiting. Known already: changes nothing, unless it is further on or only came from a peer. */
export function write(current: Row | undefined, change: Change): Effect {
  if (!pushableKinds.includes(change.kind)) throw new Error(`Only the portal writes a ${change.kind}`)
  if (current !== undefined && current.change.kind !== change.kind)
    throw new Error(`${change.record.id} is a ${current.change.kind} already`)
  const own: Effect = { store: { change, where: { status: 'on-device' } }, outbox: 'add' }
  if (current === undefined || isFurther(change, current.change)) return own
  return current.where.status === 'received' && !isFurther(current.change, change) ? own : nothing
}

/** [ST2] A copy from elsewhere: never sent, and never in the place of what this device made itself. */
export function receive(current: Row | undefined, change: Change): Effect {
  const received: Effect = { store: { change, where: { status: 'received' } }, outbox: 'leave' }
  if (current === undefined) return received
  const isOwn = current.where.status === 'on-device' || current.where.status === 'refused'
  return !isOwn && isFurther(change, current.change) ? received : nothing
}

/** [ST3] The portal's copy counts, unless this device knows a later state that the portal has yet to hear of. */
export function accept(current: Row | undefined, { change, revision, late = false }: Accepted): Effect {
  const inPortal: Effect = {
    store: { change, where: { status: 'in-portal', revision, late } },
    outbox: 'remove',
  }
  if (current === undefined) return inPortal
  if (isFurther(current.change, change)) return nothing
  const { where } = current
  if (where.status !== 'in-portal' || where.revision < revision) return inPortal
  // The same revision again differs when a push was confirmed first: the portal signs records with the author's true name.
  const isNews = where.revision === revision && (where.late !== late || !sameContent(current.change, change))
  return isNews ? inPortal : nothing
}

/** [ST4] The answer to a push speaks of what was pushed: what has moved on since keeps waiting. */
export function settle(current: Row | undefined, pushed: Change, result: Settled): Effect {
  if (current === undefined || current.where.status === 'in-portal') return { outbox: 'remove' }
  if (isFurther(current.change, pushed)) return nothing
  const where: Whereabouts =
    result.status === 'accepted'
      ? { status: 'in-portal', revision: result.revision, late: false }
      : { status: 'refused', problem: result.problem }
  return { store: { change: current.change, where }, outbox: 'remove' }
}

/** What one command changes in the database, decided inside its transaction. */
export interface Writes {
  readonly rows: readonly Row[]
  readonly enqueue: readonly Id[]
  readonly dequeue: readonly Id[]
  /** Stored unless a higher one is there. */
  readonly cursor: number | undefined
}

export interface Step {
  readonly id: Id
  effect(current: Row | undefined): Effect
}

/** All steps of a command in their order, each on what the ones before it left. */
export function decide(steps: readonly Step[], stored: ReadonlyMap<Id, Row>, cursor?: number): Writes {
  const rows = new Map<Id, Row>()
  const places = new Map<Id, 'add' | 'remove'>()
  for (const { id, effect } of steps) {
    const current = rows.get(id) ?? stored.get(id)
    const { store, outbox } = effect(current)
    if (store !== undefined)
      rows.set(id, { ...store, sessionId: sessionOf(store.change), stamp: (current?.stamp ?? 0) + 1 })
    if (outbox !== 'leave') places.set(id, outbox)
  }
  const placed = (what: 'add' | 'remove'): Id[] =>
    [...places].filter(([, outbox]) => outbox === what).map(([id]) => id)
  return { rows: [...rows.values()], enqueue: placed('add'), dequeue: placed('remove'), cursor }
}
