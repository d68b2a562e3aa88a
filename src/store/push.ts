import type { Id } from '#domain/ids.ts'
import { problem, type Problem, type ProblemCode } from '#domain/problem.ts'
import { SYNC_BATCH, type Change } from '#domain/sync.ts'
import type { LocalStore } from './local-store.ts'
import type { PortalApi } from './portal-api.ts'

/** What one round of sending or fetching came to: how much went through, and why it stopped early, if it did. */
export interface Progress {
  readonly moved: number
  readonly refused: number
  readonly stoppedBy: Problem | undefined
}

/** Longest push, in characters of JSON: what a phone at 200 kbit/s can send before a call times out. One record may be longer. */
const PUSH_LENGTH = 256 * 1024

/**
 * Answers to a whole push for which its size or one of its records may be the reason: smaller pushes find out, and let the
 * others through. True: the portal has answered, so the smaller one may go at once.
 */
const narrowing: Partial<Readonly<Record<ProblemCode, boolean>>> = {
  'too-large': true,
  'bad-request': true,
  'server-error': false,
  'server-gone': false,
}

/**
 * Sends the outbox, oldest first. Made once per store, since it learns how much the portal takes at a time.
 * `push` sends until nothing waits, the portal stops answering, or `isStopped`.
 */
export function createPusher(
  store: LocalStore,
  api: PortalApi,
  isStopped: () => boolean,
): { push(): Promise<Progress> } {
  let size = SYNC_BATCH
  let moved = 0
  let refused = 0
  /** Records that made the portal (or a filter before it) fail even alone: they wait until everything else is through. */
  const aside = new Set<Id>()

  async function next(): Promise<readonly Change[]> {
    const waiting = await store.outbox(size + aside.size)
    let length = 0
    return waiting
      .filter((change) => !aside.has(change.record.id))
      .slice(0, size)
      .filter((change, index) => {
        length += JSON.stringify(change).length
        return index === 0 || length <= PUSH_LENGTH
      })
  }

  /** Makes the next try smaller, or deals with the one record that is left. True: go on at once. */
  async function narrow(batch: readonly Change[], why: Problem): Promise<boolean> {
    const goOn = narrowing[why.code]
    if (goOn === undefined) return false
    const [only] = batch
    if (only === undefined || batch.length > 1) size = Math.ceil(batch.length / 2)
    else if (goOn) {
      refused++
      await store.settle([{ status: 'refused', id: only.record.id, problem: why }], batch)
    } else if (why.code === 'server-error') aside.add(only.record.id)
    return goOn
  }

  async function push(): Promise<Progress> {
    moved = refused = 0
    const end = (stoppedBy?: Problem): Progress => ({ moved, refused, stoppedBy })
    while (!isStopped()) {
      const batch = await next()
      if (batch.length === 0) {
        if (aside.size === 0) break
        aside.clear()
        continue
      }
      const answer = await api.call('push', { changes: [...batch] })
      if (isStopped()) break
      if (!answer.ok) {
        if (await narrow(batch, answer.problem)) continue
        return end(answer.problem)
      }
      const ids = new Set(batch.map((change) => change.record.id))
      const results = answer.value.results.filter((result) => ids.has(result.id))
      // An answer that says nothing of what was sent would be asked for again without end.
      if (results.length === 0) return end(problem('server-error'))
      await store.settle(results, batch)
      const refusals = results.filter((result) => result.status === 'refused').length
      refused += refusals
      moved += results.length - refusals
      size = Math.min(SYNC_BATCH, size * 2)
    }
    return end()
  }

  return { push }
}
