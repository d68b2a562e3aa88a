import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Outcome } from '#domain/problem.ts'
import type { Recording } from '#domain/recording.ts'
import type { FinishReply, FinishRequest } from './finish.worker.ts'
import { recordingLock } from './recorder.ts'
import { sendFile } from './send-file.ts'
import type { Vault, VaultEntry } from './vault.ts'

/** One film that this device still has, for the screens. */
export interface FilmProgress {
  readonly id: Id
  readonly sessionId: Id
  readonly startedAt: number
  /** `held`: finished, and waits for its maker to look at it. */
  readonly step: 'capturing' | 'finishing' | 'held' | 'waiting' | 'sending' | 'failed'
  /** Share of the current step, 0 to 1. */
  readonly share: number
  /** What a person can do, when failed or waiting for long. */
  readonly sentence: string | undefined
}

export interface FilmWorkDeps {
  readonly vault: Vault
  /** The name that the vault was opened with; the finishing worker opens it too. */
  readonly vaultName: string
  readonly baseUrl: string
  readonly authorization: () => string | undefined
  /** Keeps the record in the local store (its outbox sends it). */
  readonly writeRecording: (recording: Recording) => Promise<void>
  /** Whether the portal has the record already: a file may only follow it. */
  readonly isInPortal: (id: Id) => Promise<boolean>
  readonly locks: LockManager | undefined
  readonly setTimeout: (callback: () => void, milliseconds: number) => number
  readonly clearTimeout: (timer: number) => void
}

export interface FilmWork extends Engine<readonly FilmProgress[]> {
  /** Looks at everything in the vault now: recovers, finishes, sends. Called at start, after each recording, when online again. */
  look(): void
  /** Fetches what finishing needs, so that a film is also finished when the network is gone by then. */
  prepare(): void
  /** It was taken out of the vault by its maker: no longer shown. */
  forget(id: Id): void
}

/** Between two tries to send, in milliseconds; the last one repeats. */
const RETRY_DELAYS = [1_000, 3_000, 10_000, 30_000]

function openWorker(): Worker {
  return new Worker(new URL('./finish.worker.ts', import.meta.url), { type: 'module' })
}

function finishInWorker(
  worker: Worker,
  request: FinishRequest,
  onProgress: (share: number) => void,
): Promise<FinishReply> {
  return new Promise((resolve) => {
    const end = (reply: FinishReply): void => {
      worker.terminate()
      resolve(reply)
    }
    worker.onmessage = ({ data }: MessageEvent<FinishReply>) => {
      if (data.type === 'progress') onProgress(data.share)
      else end(data)
    }
    worker.onerror = (event) => end({ type: 'failed', why: event.message })
    worker.postMessage(request)
  })
}

/**
 * Brings every film of the vault to the portal: finds those that a crash interrupted, finishes them in a worker, sends them,
 * and frees them only when the portal confirmed the whole file's hash. One tab works at a time; it goes on after a reload.
 */
export function createFilmWork(deps: FilmWorkDeps): FilmWork {
  const { vault } = deps
  const state = createValue<readonly FilmProgress[]>([])
  const closing = new AbortController()
  let tries = 0
  let timer: number | undefined
  let again = false
  let busy = false
  /** Loaded, and waits for a film. */
  let ready: Worker | undefined

  function show(entry: VaultEntry, step: FilmProgress['step'], share = 0, sentence?: string): void {
    const progress: FilmProgress = {
      id: entry.id,
      sessionId: entry.sessionId,
      startedAt: entry.startedAt,
      step,
      share,
      sentence,
    }
    const others = state.snapshot().filter((film) => film.id !== entry.id)
    state.set([...others, progress].sort((a, b) => a.startedAt - b.startedAt))
  }
  function hide(id: Id): void {
    state.set(state.snapshot().filter((film) => film.id !== id))
  }

  /** A film whose recorder lives in some tab holds its lock; one without was interrupted. */
  async function isAlive(id: Id): Promise<boolean> {
    const held = (await deps.locks?.query())?.held ?? []
    return held.some((lock) => lock.name === recordingLock(id))
  }

  function describe(entry: VaultEntry): Recording | undefined {
    if (entry.status.step !== 'finished') return undefined
    const { status, isHeld: _held, ...captured } = entry
    const { durationMs, bytes, sha256 } = status
    return { ...captured, status: 'finished', durationMs, bytes, sha256 }
  }

  async function finish(entry: VaultEntry): Promise<void> {
    show(entry, 'finishing')
    await vault.endCapture(entry.id)
    const worker = ready ?? openWorker()
    ready = undefined
    const reply = await finishInWorker(worker, { vaultName: deps.vaultName, id: entry.id }, (share) =>
      show(entry, 'finishing', share),
    )
    if (reply.type === 'empty') {
      await vault.free(entry.id)
      hide(entry.id)
      return
    }
    if (reply.type !== 'done') {
      show(
        entry,
        'failed',
        0,
        'This film could not be finished yet. It stays on this device; reload to try again.',
      )
      return
    }
    const finished = await vault.entry(entry.id)
    if (finished !== undefined) await send(finished)
  }

  async function send(entry: VaultEntry): Promise<void> {
    if (entry.isHeld === true) return show(entry, 'held')
    const recording = describe(entry)
    const film = await vault.film(entry.id)
    if (recording?.status !== 'finished' || entry.status.step !== 'finished' || film === undefined) return
    await deps.writeRecording(recording)
    if (!(await deps.isInPortal(entry.id))) {
      show(entry, 'waiting', 0)
      return
    }
    show(entry, 'sending')
    const outcome: Outcome<string> = await sendFile({
      file: film,
      metadata: {
        purpose: 'recording',
        recordId: entry.id,
        sessionId: entry.sessionId,
        sha256: recording.sha256,
        mimeType: recording.mimeType,
      },
      baseUrl: deps.baseUrl,
      authorization: deps.authorization(),
      uploadUrl: entry.status.uploadUrl,
      onUrl: (url) => void vault.keepUploadUrl(entry.id, url),
      onProgress: (share) => show(entry, 'sending', share),
      signal: closing.signal,
    })
    if (outcome.ok) {
      await vault.free(entry.id)
      hide(entry.id)
      return
    }
    // An upload that the portal no longer knows, or that arrived damaged, starts again from its first byte.
    if (outcome.problem.code === 'not-found' || outcome.problem.code === 'hash-mismatch')
      await vault.keepUploadUrl(entry.id, undefined)
    show(entry, 'waiting', 0, outcome.problem.sentence)
  }

  async function workOnce(): Promise<boolean> {
    let left = false
    for (const entry of await vault.entries()) {
      if (closing.signal.aborted) return false
      if (entry.status.step === 'capturing' && (await isAlive(entry.id))) {
        show(entry, 'capturing')
        continue
      }
      if (entry.status.step === 'finished') await send(entry)
      else await finish(entry)
      left ||= state.snapshot().some((film) => film.id === entry.id && film.step === 'waiting')
    }
    return left
  }

  async function work(): Promise<void> {
    busy = true
    try {
      do {
        again = false
        const left = await workOnce()
        if (left && !closing.signal.aborted) {
          const delay = RETRY_DELAYS[Math.min(tries++, RETRY_DELAYS.length - 1)] ?? 30_000
          deps.clearTimeout(timer ?? 0)
          timer = deps.setTimeout(look, delay)
        } else tries = 0
      } while (again)
    } catch (error) {
      // The page closed its vault in the middle of a step: what was stored is whole, the next opening goes on from there.
      if (!closing.signal.aborted) throw error
    } finally {
      busy = false
    }
  }

  function look(): void {
    if (closing.signal.aborted) return
    if (busy) {
      again = true
      return
    }
    // Only one tab of this identity works on the vault; the others show what it leaves.
    if (deps.locks === undefined) void work()
    else
      void deps.locks.request(`farpoint-films-${deps.vaultName}`, { ifAvailable: true }, (lock) =>
        lock === null ? undefined : work(),
      )
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    look,
    prepare: () => void (ready ??= openWorker()),
    forget: hide,
    close() {
      closing.abort()
      ready?.terminate()
      if (timer !== undefined) deps.clearTimeout(timer)
    },
  }
}
