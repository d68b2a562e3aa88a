import type { SharedSession } from '#call/shared-session.ts'
import type { Id, Timestamp } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { LocalStore } from '#store/local-store.ts'

/**
 * A picture of the own camera becomes a still of the session: kept on this device first, then seen by everyone, and known to the portal,
 * which gets the picture as soon as it can be reached.
 */
export async function keepOwnStill(
  {
    shared,
    store,
    self,
  }: {
    readonly shared: SharedSession
    readonly store: LocalStore
    readonly self: Pick<Participant, 'id' | 'sessionId'>
  },
  { jpeg, width, height }: { readonly jpeg: Blob; readonly width: number; readonly height: number },
  id: Id,
  at: Timestamp,
): Promise<void> {
  const still = { id, author: self.id, at, width, height }
  await store.putBlob(id, jpeg)
  shared.commit({ kind: 'still.put', still })
  await shared.shareStill(id, jpeg)
  await store.write({ kind: 'still', record: { ...still, sessionId: self.sessionId } })
}
