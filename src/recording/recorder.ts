import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Seat } from '#domain/participant.ts'
import { openWebRecorder, type WebRecorder } from './web-recorder.ts'
import { isOutOfRoom, minutesLeft } from './room-left.ts'
import { StorageFullError, type Vault } from './vault.ts'
import { createWebmClock } from './webm-clock.ts'

/** How often the browser is asked how much room is left, in milliseconds: the question reads the disk. */
const ROOM_EVERY = 10_000

export type RecorderState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'recording' | 'paused'
      readonly id: Id
      readonly startedAt: number
      readonly savedMs: number
      /** How far the encoder is behind: what a crash would cost beyond the second that is being filled. */
      readonly behindMs: number
      /** Minutes of film that this device still has room for, when the browser says how much it would store. */
      readonly minutesLeft: number | undefined
    }
  | { readonly status: 'stopping'; readonly id: Id; readonly savedMs: number }
  /** It stopped by itself; what was saved until then is whole. */
  | { readonly status: 'stopped-early'; readonly id: Id; readonly savedMs: number; readonly sentence: string }

interface RecorderStart {
  readonly sessionId: Id
  readonly authorName: string
  readonly seat: Seat
  /** Not sent before its maker has looked at it. */
  readonly isHeld?: boolean
  readonly video: MediaStreamTrack
  /** Undefined where there is no microphone: the film is silent then. */
  readonly audio: MediaStreamTrack | undefined
}

export interface Recorder extends Engine<RecorderState> {
  /** Rejects when the browser cannot record at all; the sentence of the error is for people. */
  start(what: RecorderStart): Promise<Id>
  /** The film stands still until `resume`; what was captured is saved at once. */
  pause(): void
  resume(): void
  /** Resolves with the film's id when its last chunk is stored. */
  stop(): Promise<Id | undefined>
}

export interface RecorderDeps {
  readonly vault: Vault
  readonly now: Now
  readonly makeId: MakeId
  /** Held while this tab records, so that others see an entry as alive; released when the tab dies. */
  readonly locks: LockManager | undefined
  /** navigator.storage, absent without HTTPS. */
  readonly storage: Pick<StorageManager, 'estimate'> | undefined
}

export function recordingLock(id: Id): string {
  return `farpoint-recording-${id}`
}

/** Bytes that the browser would still store; undefined when it does not say. */
async function freeBytes(storage: RecorderDeps['storage']): Promise<number | undefined> {
  const { quota, usage } = (await storage?.estimate().catch(() => undefined)) ?? {}
  return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0))
}

/** Records one film at a time: every second of it goes into the vault as it comes, nothing is gathered in memory. */
export function createRecorder({ vault, now, makeId, locks, storage }: RecorderDeps): Recorder {
  const state = createValue<RecorderState>({ status: 'idle' })
  let current:
    | { readonly web: WebRecorder; readonly ended: Promise<Id>; pause(): void; resume(): void }
    | undefined

  function hold(id: Id): () => void {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    void locks?.request(recordingLock(id), () => held)
    return release
  }

  async function start({
    sessionId,
    authorName,
    seat,
    isHeld = false,
    video,
    audio,
  }: RecorderStart): Promise<Id> {
    if (current !== undefined) throw new Error('A recording is already running.')
    const web = openWebRecorder(video, audio)
    const id = makeId()
    const startedAt = now()
    const { mimeType } = web
    await vault.begin({ id, sessionId, authorName, seat, startedAt, mimeType, ...(isHeld && { isHeld }) })
    const release = hold(id)

    let index = 0
    let savedMs = 0
    let bytes = 0
    /** Film captured in earlier stretches, and when the one that runs began. */
    let earlierMs = 0
    let stretchAt = startedAt
    let filmClock = [{ filmMs: 0, at: startedAt }]
    let lastLook = startedAt
    let left: number | undefined
    const clock = web.mimeType.startsWith('video/webm') ? createWebmClock() : undefined
    let sentence: string | undefined
    let stored: Promise<void> = Promise.resolve()

    const reachedBy = (at: number): number =>
      state.snapshot().status === 'paused' ? earlierMs : earlierMs + at - stretchAt
    const show = (at: number): void => {
      const seen = state.snapshot()
      if (seen.status !== 'recording' && seen.status !== 'paused') return
      state.set({ ...seen, savedMs, behindMs: Math.max(0, reachedBy(at) - savedMs), minutesLeft: left })
    }
    const halt = (why: string): void => {
      sentence ??= why
      web.stop()
    }
    const lookForRoom = async (): Promise<void> => {
      const free = await freeBytes(storage)
      if (free === undefined) return
      left = minutesLeft(free, { bytes, milliseconds: savedMs })
      if (isOutOfRoom(free, { bytes, milliseconds: savedMs }))
        halt(
          'This device has almost no room left, so recording stopped. What was recorded until now is safe.',
        )
    }
    const store = async (chunk: Blob, at: number, reached: number): Promise<void> => {
      try {
        // What the film holds, not what time it is: an encoder on a slow machine is seconds behind.
        clock?.push(new Uint8Array(await chunk.arrayBuffer()))
        const safe = clock === undefined ? reached : (clock.reached() ?? 0)
        await vault.append(id, index, chunk, safe)
        index++
        savedMs = safe
        bytes += chunk.size
        show(at)
        if (at - lastLook < ROOM_EVERY) return
        lastLook = at
        void lookForRoom()
      } catch (error) {
        halt(
          error instanceof StorageFullError
            ? 'This device has no room left, so recording stopped. What was recorded until now is safe.'
            : 'The browser could not store more of the recording, so it stopped. What was recorded until now is safe.',
        )
        throw error
      }
    }

    const ended = new Promise<Id>((resolve) => {
      web.onChunk((chunk) => {
        const at = now()
        const reached = reachedBy(at)
        // One after the other: chunks keep their order, and after a failure the chain skips the rest, so that no hole is left.
        stored = stored.then(() => store(chunk, at, reached))
        stored.catch(() => undefined)
      })
      web.onError(() => halt('The browser stopped the recording. What was recorded until now is safe.'))
      web.onStop(() => {
        const finish = async (): Promise<void> => {
          await stored.catch(() => undefined)
          await vault.endCapture(id).catch(() => undefined)
          release()
          current = undefined
          state.set(
            sentence === undefined ? { status: 'idle' } : { status: 'stopped-early', id, savedMs, sentence },
          )
          resolve(id)
        }
        void finish()
      })
    })
    // A device with little room says so before the first minute is lost on it.
    void lookForRoom()
    current = {
      web,
      ended,
      pause() {
        const seen = state.snapshot()
        if (seen.status !== 'recording') return
        earlierMs = reachedBy(now())
        web.pause()
        state.set({ ...seen, status: 'paused' })
      },
      resume() {
        const seen = state.snapshot()
        if (seen.status !== 'paused') return
        stretchAt = now()
        filmClock = [...filmClock, { filmMs: Math.max(0, Math.round(earlierMs)), at: stretchAt }]
        const grown = filmClock
        stored = stored.then(() => vault.keepClock(id, grown))
        stored.catch(() => undefined)
        web.resume()
        state.set({ ...seen, status: 'recording' })
      },
    }
    state.set({ status: 'recording', id, startedAt, savedMs: 0, behindMs: 0, minutesLeft: undefined })
    web.start()
    return id
  }

  async function stop(): Promise<Id | undefined> {
    if (current === undefined) return undefined
    const { web, ended } = current
    const seen = state.snapshot()
    if (seen.status === 'recording' || seen.status === 'paused')
      state.set({ status: 'stopping', id: seen.id, savedMs: seen.savedMs })
    web.stop()
    return ended
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    start,
    pause: () => current?.pause(),
    resume: () => current?.resume(),
    stop,
    close: () => void stop(),
  }
}
