import type { Call } from '#call/call.ts'
import type { LocalMedia } from '#call/local-media.ts'
import type { Sound } from '#call/sound.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import { createFilm, type Film } from '#recording/film.ts'
import { createFilmSender } from '#recording/film-sender.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import { openVault } from '#recording/indexed-vault.ts'
import { createVoiceMix, type VoiceMix } from '#recording/mix.ts'
import { createRecorder, type RecorderState } from '#recording/recorder.ts'
import { createStillWork } from '#recording/still-work.ts'
import { askPersistence } from '#store/ask-persistence.ts'
import type { OpenIdentity } from '#store/open-identity.ts'
import type { Look } from './look-state.ts'

interface FilmingState {
  readonly recorder: RecorderState
  /** Films on their way to the portal. */
  readonly films: readonly FilmProgress[]
  /** Why recording did not start, or ended before somebody stopped it. */
  readonly trouble: string | undefined
  /** Somebody else in the call films it, and this person has not answered yet. */
  readonly asked: { readonly by: string; readonly peerId: string; readonly recordingId: Id } | undefined
}

/** Recording on the expert's machine: the composed picture and all voices, into the vault and on to the portal. */
export interface Filming extends Engine<FilmingState> {
  start(): Promise<void>
  pause(): void
  resume(): void
  /** To being filmed by somebody else in the call. */
  answer(agreed: boolean): void
  stop(): Promise<void>
}

export interface FilmingDeps {
  readonly vaultName: string
  readonly identity: OpenIdentity
  readonly call: Call
  readonly media: LocalMedia
  readonly sound: Sound
  readonly look: Look
  readonly self: Participant
  readonly sessionId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly tell: (kind: SessionUpdateKind) => void
  readonly page: Window
}

export async function openFilming(deps: FilmingDeps): Promise<Filming> {
  const { vaultName, identity, call, media, sound, look, self, sessionId, now, makeId, tell, page } = deps
  const { store, api, sync } = identity
  const locks = page.navigator.locks
  const timers = {
    setTimeout: (callback: () => void, milliseconds: number) => page.setTimeout(callback, milliseconds),
    clearTimeout: (timer: number) => page.clearTimeout(timer),
  }
  const vault = await openVault(vaultName)
  const recorder = createRecorder({ vault, now, makeId, locks, storage: page.navigator.storage })
  const work = createFilmSender({ vault, vaultName, store, api, sync, page })
  const stills = createStillWork({
    store,
    baseUrl: api.baseUrl,
    authorization: () => api.authorization,
    isOwn: (still) => still.author === self.id,
    digest: (bytes) => crypto.subtle.digest('SHA-256', bytes),
    ...timers,
  })
  const state = createValue<FilmingState>({
    recorder: recorder.snapshot(),
    films: work.snapshot(),
    trouble: undefined,
    asked: undefined,
  })
  const put = (change: Partial<FilmingState>): void => state.set({ ...state.snapshot(), ...change })
  let running: { readonly film: Film; readonly mix: VoiceMix } | undefined

  function followVoices(): void {
    const own = media.tracks().microphone
    running?.mix.setVoices([...(own === undefined ? [] : [own]), ...sound.remoteAudioTracks()])
  }

  function tellPeers(peerId?: string): void {
    const seen = recorder.snapshot()
    const film = 'id' in seen && running !== undefined ? { recordingId: seen.id } : {}
    call.send(
      { type: 'recording', active: running !== undefined, paused: seen.status === 'paused', ...film },
      peerId,
    )
  }

  /** Whoever is filmed may end it; what was said until then was said while they knew. */
  async function onConsent(recordingId: Id, agreed: boolean, name: string): Promise<void> {
    const seen = recorder.snapshot()
    if (agreed || !('id' in seen) || seen.id !== recordingId) return
    await recorder.stop()
    put({
      trouble: `${name} does not want to be recorded, so the recording stopped. What was recorded until then is kept.`,
    })
  }

  /** However it ended: by the button, a full disk, or the browser. */
  function cleanUp(): void {
    if (running === undefined) return
    running.film.close()
    running.mix.close()
    running = undefined
    look.keepDrawing(false)
    tellPeers()
    tell('recording-stopped')
    work.look()
  }

  async function start(): Promise<void> {
    if (running !== undefined) return
    put({ trouble: undefined })
    const picture = look.picture()
    if (picture === undefined) {
      put({ trouble: 'There is no picture to record yet. Wait until the technician’s camera is on.' })
      return
    }
    void askPersistence(page.navigator.storage)
    work.prepare()
    try {
      running = { film: createFilm(picture.canvas, picture.size), mix: createVoiceMix() }
      followVoices()
      const id = await recorder.start({
        sessionId,
        authorName: self.name,
        seat: self.seat,
        video: running.film.track,
        audio: running.mix.track,
      })
      look.keepDrawing(true)
      const entry = await vault.entry(id)
      if (entry !== undefined) {
        const { mimeType, startedAt } = entry
        await store.write({
          kind: 'recording',
          record: { status: 'capturing', id, sessionId, authorName: self.name, startedAt, mimeType },
        })
      }
      tellPeers()
      tell('recording-started')
    } catch (error) {
      running?.film.close()
      running?.mix.close()
      running = undefined
      put({ trouble: error instanceof Error ? error.message : 'Recording could not be started.' })
    }
  }

  /** Films of others that this person has said yes or no to. */
  const answered = new Set<Id>()
  const offs = [
    call.onMessage((message, from) => {
      if (message.type === 'recording.consent') void onConsent(message.recordingId, message.agreed, from.name)
      if (message.type !== 'recording') return
      const { recordingId } = message
      const { asked } = state.snapshot()
      if (!message.active || recordingId === undefined) {
        if (asked?.peerId === from.peerId) put({ asked: undefined })
      } else if (!answered.has(recordingId))
        put({ asked: { by: from.name, peerId: from.peerId, recordingId } })
    }),
    call.subscribe(() => {
      const { asked } = state.snapshot()
      if (asked !== undefined && !call.snapshot().peers.some(({ peerId }) => peerId === asked.peerId))
        put({ asked: undefined })
    }),
    recorder.subscribe(() => {
      const now = recorder.snapshot()
      put({ recorder: now })
      if (now.status === 'recording') running?.film.ease(now.behindMs)
      if (now.status === 'idle' || now.status === 'stopped-early') cleanUp()
    }),
    work.subscribe(() => put({ films: work.snapshot() })),
    media.subscribe(followVoices),
    sound.subscribe(followVoices),
    call.onPeerOpen((peer) => {
      if (running !== undefined) tellPeers(peer.peerId)
    }),
  ]
  work.look()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    start,
    pause() {
      recorder.pause()
      if (recorder.snapshot().status !== 'paused') return
      tellPeers()
      tell('recording-paused')
    },
    resume() {
      recorder.resume()
      if (recorder.snapshot().status !== 'recording') return
      tellPeers()
      tell('recording-resumed')
    },
    answer(agreed) {
      const { asked } = state.snapshot()
      if (asked === undefined) return
      answered.add(asked.recordingId)
      put({ asked: undefined })
      call.send({ type: 'recording.consent', recordingId: asked.recordingId, agreed }, asked.peerId)
      tell(agreed ? 'recording-agreed' : 'recording-declined')
    },
    async stop() {
      await recorder.stop()
    },
    close() {
      const last = recorder.stop()
      for (const off of offs) off()
      running?.film.close()
      running?.mix.close()
      running = undefined
      stills.close()
      work.close()
      void last.finally(() => vault.close())
    },
  }
}
