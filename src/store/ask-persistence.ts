export interface Persistence {
  /** The browser promises not to clear what is kept here when the disk runs low. */
  readonly persisted: boolean
  /** Bytes that the browser would still store; absent when it does not say. */
  readonly freeBytes?: number
}

/**
 * Asks the browser to keep what people make here even when the disk runs low. Ask when there is something to lose, such as
 * the first recording: some browsers show a question. Never rejects. `storage` is navigator.storage, absent without HTTPS.
 */
export async function askPersistence(
  storage: Pick<StorageManager, 'persisted' | 'persist' | 'estimate'> | undefined,
): Promise<Persistence> {
  if (storage === undefined) return { persisted: false }
  const persisted = await storage
    .persisted()
    .then((already) => already || storage.persist())
    .catch(() => false)
  const { quota, usage } = await storage.estimate().catch((): StorageEstimate => ({}))
  if (quota === undefined) return { persisted }
  return { persisted, freeBytes: Math.max(0, quota - (usage ?? 0)) }
}
