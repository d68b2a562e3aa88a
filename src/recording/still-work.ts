import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { RecordOf } from '#domain/sync.ts'
import type { LocalStore } from '#store/local-store.ts'
import { sendFile } from './send-file.ts'

export interface StillWorkDeps {
  readonly store: LocalStore
  readonly baseUrl: string
  readonly authorization: () => string | undefined
  /** Only the device that took a still sends its picture. */
  readonly isOwn: (still: RecordOf<'still'>) => boolean
  readonly digest: (bytes: ArrayBuffer) => Promise<ArrayBuffer>
  readonly setTimeout: (callback: () => void, milliseconds: number) => number
  readonly clearTimeout: (timer: number) => void
}

/** Pause before what could not be sent is tried again, in milliseconds. */
const RETRY_DELAY = 10_000

/** Sends the pictures of own stills to the portal, after their records; the value is how many still wait. */
export function createStillWork(deps: StillWorkDeps): Engine<number> {
  const waiting = createValue(0)
  const closing = new AbortController()
  const stills = deps.store.watch('still')
  const sending = new Set<Id>()
  let timer: number | undefined

  async function send(still: RecordOf<'still'>): Promise<boolean> {
    const jpeg = await deps.store.getBlob(still.id)
    if (jpeg === undefined) return true
    const hash = new Uint8Array(await deps.digest(await jpeg.arrayBuffer()))
    const outcome = await sendFile({
      file: jpeg,
      metadata: {
        purpose: 'still',
        recordId: still.id,
        sessionId: still.sessionId,
        sha256: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
        mimeType: 'image/jpeg',
      },
      baseUrl: deps.baseUrl,
      authorization: deps.authorization(),
      uploadUrl: undefined,
      onUrl: () => undefined,
      onProgress: () => undefined,
      signal: closing.signal,
    })
    return outcome.ok
  }

  async function look(): Promise<void> {
    const own = (stills.snapshot() ?? []).filter(
      ({ record }) => record.mediaId === undefined && deps.isOwn(record),
    )
    waiting.set(own.length)
    const ready = own.filter(({ record, where }) => where.status === 'in-portal' && !sending.has(record.id))
    let left = false
    for (const { record } of ready) {
      if (closing.signal.aborted) return
      sending.add(record.id)
      // What was sent stays in `sending`: the record with its media id comes back by the next pull.
      if (!(await send(record))) {
        sending.delete(record.id)
        left = true
      }
    }
    if (left && !closing.signal.aborted) {
      if (timer !== undefined) deps.clearTimeout(timer)
      timer = deps.setTimeout(() => void look(), RETRY_DELAY)
    }
  }

  const off = stills.subscribe(() => void look())
  void look()
  return {
    snapshot: waiting.snapshot,
    subscribe: waiting.subscribe,
    close() {
      closing.abort()
      off()
      if (timer !== undefined) deps.clearTimeout(timer)
    },
  }
}
