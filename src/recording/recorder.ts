import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { StorageFullError, type Vault } from './vault.ts'
import { createWebmClock } from './webm-clock.ts'

/** One second: what a crash costs at most, against one transaction a second. */
const CHUNK_MS = 1000

/** 720p of a hand-held picture at 24 frames a second stays sharp at this rate, in bit/s. */
const VIDEO_BITRATE = 2_500_000
const AUDIO_BITRATE = 64_000

/** Best first. WebM survives a crash at any byte; MP4 is only for browsers that make nothing else. */
const MIME_TYPES = [
  'video/webm;codecs=vp8,opus',
  'video/webm;codecs=vp9,opus',
  'video/webm',
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/mp4',
] as const

export type RecorderState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'recording'
      readonly id: Id
      readonly startedAt: number
      readonly savedMs: number
      /** How far the encoder is behind: what a crash would cost beyond the second that is being filled. */
      readonly behindMs: number
    }
  | { readonly status: 'stopping'; readonly id: Id; readonly savedMs: number }
  /** It stopped by itself; what was saved until then is whole. */
  | { readonly status: 'stopped-early'; readonly id: Id; readonly savedMs: number; readonly sentence: string }

interface RecorderStart {
  readonly sessionId: Id
  readonly authorName: string
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack
}

export interface Recorder extends Engine<RecorderState> {
  /** Rejects when the browser cannot record at all; the sentence of the error is for people. */
  start(what: RecorderStart): Promise<Id>
  /** Resolves with the film's id when its last chunk is stored. */
  stop(): Promise<Id | undefined>
}

export interface RecorderDeps {
  readonly vault: Vault
  readonly now: Now
  readonly makeId: MakeId
  /** Held while this tab records, so that others see an entry as alive; released when the tab dies. */
  readonly locks: LockManager | undefined
}

export function recordingLock(id: Id): string {
  return `farpoint-recording-${id}`
}

export function pickMimeType(isSupported: (type: string) => boolean): string | undefined {
  return MIME_TYPES.find(isSupported)
}

/** Records one film at a time: every second of it goes into the vault as it comes, nothing is gathered in memory. */
export function createRecorder({ vault, now, makeId, locks }: RecorderDeps): Recorder {
  const state = createValue<RecorderState>({ status: 'idle' })
  let current: { readonly recorder: MediaRecorder; readonly ended: Promise<Id> } | undefined

  function hold(id: Id): () => void {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    void locks?.request(recordingLock(id), () => held)
    return release
  }

  async function start({ sessionId, authorName, video, audio }: RecorderStart): Promise<Id> {
    if (current !== undefined) throw new Error('A recording is already running.')
    const mimeType = pickMimeType((type) => MediaRecorder.isTypeSupported(type))
    if (mimeType === undefined)
      throw new Error('This browser cannot record. Use a current Chrome, Edge, Firefox or Safari.')
    const id = makeId()
    const recorder = new MediaRecorder(new MediaStream([video, audio]), {
      mimeType,
      videoBitsPerSecond: VIDEO_BITRATE,
      audioBitsPerSecond: AUDIO_BITRATE,
    })
    await vault.begin({
      id,
      sessionId,
      authorName,
      mimeType: recorder.mimeType || mimeType,
      startedAt: now(),
    })
    const release = hold(id)

    let index = 0
    let savedMs = 0
    const clock = recorder.mimeType.startsWith('video/webm') ? createWebmClock() : undefined
    let sentence: string | undefined
    let stored: Promise<void> = Promise.resolve()
    const startedAt = now()

    const halt = (why: string): void => {
      sentence ??= why
      if (recorder.state !== 'inactive') recorder.stop()
    }
    const store = async (chunk: Blob, at: number): Promise<void> => {
      try {
        // What the film holds, not what time it is: an encoder on a slow machine is seconds behind.
        clock?.push(new Uint8Array(await chunk.arrayBuffer()))
        const reached = clock === undefined ? at - startedAt : (clock.reached() ?? 0)
        await vault.append(id, index, chunk, reached)
        index++
        savedMs = reached
        if (state.snapshot().status === 'recording')
          state.set({ status: 'recording', id, startedAt, savedMs, behindMs: at - startedAt - savedMs })
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
      recorder.addEventListener('dataavailable', (event) => {
        if (event.data.size === 0) return
        const at = now()
        // One after the other: chunks keep their order, and after a failure the chain skips the rest, so that no hole is left.
        stored = stored.then(() => store(event.data, at))
        stored.catch(() => undefined)
      })
      recorder.addEventListener('error', () =>
        halt('The browser stopped the recording. What was recorded until now is safe.'),
      )
      recorder.addEventListener('stop', () => {
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
    current = { recorder, ended }
    state.set({ status: 'recording', id, startedAt, savedMs: 0, behindMs: 0 })
    recorder.start(CHUNK_MS)
    return id
  }

  async function stop(): Promise<Id | undefined> {
    if (current === undefined) return undefined
    const { recorder, ended } = current
    const seen = state.snapshot()
    if (seen.status === 'recording') state.set({ status: 'stopping', id: seen.id, savedMs: seen.savedMs })
    if (recorder.state !== 'inactive') recorder.stop()
    return ended
  }

  return { snapshot: state.snapshot, subscribe: state.subscribe, start, stop, close: () => void stop() }
}
