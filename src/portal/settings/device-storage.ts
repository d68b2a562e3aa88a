import { createValue, type Engine } from '#domain/engine.ts'
import { askPersistence } from '#store/ask-persistence.ts'

interface DeviceStorageState {
  /** Unknown until looked, and where the page has no HTTPS. */
  readonly persisted: boolean | undefined
  readonly usedBytes: number | undefined
  readonly freeBytes: number | undefined
  /** The browser was asked to keep everything and declined. */
  readonly declined: boolean
}

/** Where this browser keeps what people make, and whether it promises to keep it. */
export interface DeviceStorage extends Engine<DeviceStorageState> {
  look(): Promise<void>
  /** Asks for the promise; some browsers show a question. */
  ask(): Promise<void>
}

/** `storage` is navigator.storage, absent without HTTPS. Nothing happens before `look`. */
export function createDeviceStorage(storage: StorageManager | undefined): DeviceStorage {
  const state = createValue<DeviceStorageState>({
    persisted: undefined,
    usedBytes: undefined,
    freeBytes: undefined,
    declined: false,
  })
  let isClosed = false

  async function look(declined: boolean): Promise<void> {
    const [persisted, estimate] = await Promise.all([
      storage?.persisted().catch(() => undefined),
      storage?.estimate().catch(() => undefined),
    ])
    if (isClosed) return
    const { quota, usage } = estimate ?? {}
    state.set({
      persisted,
      usedBytes: usage,
      freeBytes: quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0)),
      declined: declined && persisted !== true,
    })
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    look: () => look(false),
    async ask() {
      await askPersistence(storage)
      await look(true)
    },
    close() {
      isClosed = true
    },
  }
}
