import type { Id } from '#domain/ids.ts'
import { foldScene, type SceneOperation } from '#domain/scene.ts'
import type { Still } from '#domain/still.ts'
import type { LocalStore } from '#store/local-store.ts'

/**
 * Writes the records of stills whose picture this device has, and whose page went away before the record was written: it is written
 * only once it is settled which picture stays.
 * @param isLost whether a still is this device's own, and nobody is about to write its record
 */
export async function recordLostStills(
  store: LocalStore,
  sessionId: Id,
  stills: Iterable<Still>,
  isLost: (still: Still) => boolean,
): Promise<void> {
  const recorded = new Set((await store.read('still', sessionId)).map(({ record: { id } }) => id))
  for (const still of stills)
    if (!recorded.has(still.id) && isLost(still) && (await store.getBlob(still.id)) !== undefined)
      await store.write({ kind: 'still', record: { ...still, sessionId } })
}

/** A page that still works on a picture has its record written by then, in milliseconds after the still was taken. */
const SETTLED = 60_000

/** The same for all sessions that this device knows, where no page of theirs is needed: the portal does it when it opens. */
export async function recordLostEverywhere(
  store: LocalStore,
  isOwn: (still: Still) => boolean,
  now: number,
): Promise<void> {
  const recorded = new Set((await store.readAll('still')).map(({ record: { id } }) => id))
  const unrecorded = new Set((await store.blobIds()).filter((id) => !recorded.has(id)))
  // The rule: nothing was lost, and the scene logs of all sessions need not be read at every opening.
  if (unrecorded.size === 0) return
  const isLost = (still: Still): boolean => isOwn(still) && still.at < now - SETTLED
  const bySession = new Map<Id, SceneOperation[]>()
  const concerned = new Set<Id>()
  for (const { record } of await store.readAll('scene')) {
    const operations = bySession.get(record.sessionId) ?? []
    operations.push(record)
    bySession.set(record.sessionId, operations)
    const { change } = record
    if (change.kind === 'still.put' && unrecorded.has(change.still.id) && isLost(change.still))
      concerned.add(record.sessionId)
  }
  for (const sessionId of concerned)
    await recordLostStills(
      store,
      sessionId,
      foldScene(bySession.get(sessionId) ?? []).stills.values(),
      isLost,
    )
}
