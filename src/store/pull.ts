import { problem, type Problem } from '#domain/problem.ts'
import { SYNC_BATCH } from '#domain/sync.ts'
import type { LocalStore } from './local-store.ts'
import type { PortalApi } from './portal-api.ts'

/**
 * Fetches what is new since the store's cursor. Made once per store, since it learns how much the network carries at a time.
 * `pull` fetches until there is no more, the portal stops answering, or `isStopped`; gives the problem that stopped it.
 */
export function createPuller(
  store: LocalStore,
  api: PortalApi,
  isStopped: () => boolean,
): { pull(): Promise<Problem | undefined> } {
  let limit = SYNC_BATCH

  async function pull(): Promise<Problem | undefined> {
    while (!isStopped()) {
      const after = await store.cursor()
      const answer = await api.call('pull', { after, limit })
      if (isStopped()) break
      if (!answer.ok) {
        // On a weak network the same long answer would time out again and again.
        if (answer.problem.code === 'server-gone') limit = Math.ceil(limit / 2)
        return answer.problem
      }
      const { changes, cursor, more } = answer.value
      if (changes.length > 0 || cursor > after) await store.accept(changes, cursor)
      limit = Math.min(SYNC_BATCH, limit * 2)
      if (!more) break
      // More without moving on would be asked for without end.
      if (cursor <= after) return problem('server-error')
    }
    return undefined
  }

  return { pull }
}
