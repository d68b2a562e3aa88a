import { createLiveView } from '#ar/live-view/create-live-view.ts'
import type { LiveView } from '#ar/live-view/live-view.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { createFilm, type Film } from '#recording/film.ts'
import { createFilmSender } from '#recording/film-sender.ts'
import { openVault } from '#recording/indexed-vault.ts'
import { createVoiceMix, type VoiceMix } from '#recording/mix.ts'
import { createRecorder, type RecorderState } from '#recording/recorder.ts'
import { askPersistence } from '#store/ask-persistence.ts'
import { identityName } from '#store/indexed-store.ts'
import { portalNow } from '#store/portal-clock.ts'
import type { GuestCall } from '../guest-call.ts'
import type { Alone } from './alone.ts'
import { countSent, type FilmsAtHand, type FilmsState } from './films-at-hand.ts'

interface SoloState extends FilmsState {
  readonly recorder: RecorderState
  /** Why recording did not start. */
  readonly trouble: string | undefined
}

/** A technician records alone: the camera or AR with own marks and models, and the own voice. */
export interface Solo extends Omit<FilmsAtHand, 'snapshot'>, Engine<SoloState> {
  start(): Promise<void>
  pause(): void
  resume(): void
  stop(): Promise<void>
}

/** A camera that was on gives a frame long before this, in milliseconds. */
const PICTURE_COMES = 15_000

const NO_PICTURE = 'There is no picture to record. Allow the camera, then try again.'

export async function openSolo(guest: GuestCall, alone: Alone, page: Window): Promise<Solo> {
  const { identity, shared, media, ladders, self } = guest
  const { store, api, sync } = identity
  const vaultName = identityName({ kind: 'guest', participantId: self.id })
  const vault = await openVault(vaultName)
  const { locks, storage } = page.navigator
  const makeId = (): Id => crypto.randomUUID()
  const recorder = createRecorder({ vault, now: portalNow, makeId, locks, storage })
  const work = createFilmSender({ vault, vaultName, store, api, sync, page })
  const state = createValue<SoloState>({
    recorder: recorder.snapshot(),
    films: work.snapshot(),
    trouble: undefined,
    sent: 0,
  })
  const put = (change: Partial<SoloState>): void => state.set({ ...state.snapshot(), ...change })
  let running:
    | { readonly view: LiveView; readonly film: Film; readonly mix: VoiceMix; end(): void }
    | undefined

  /** The picture as an expert would see it, drawn here by the same compositor. */
  function openView(): LiveView | undefined {
    const models = createModelLibrary({ now: portalNow })
    const made = createLiveView({
      canvas: page.document.createElement('canvas'),
      models,
      scene: { snapshot: () => shared.snapshot().scene, subscribe: (onChange) => shared.subscribe(onChange) },
      self: self.id,
      now: portalNow,
      makeId,
      stillPicture: (stillId) => store.getBlob(stillId),
    })
    if (!made.ok) {
      put({ trouble: made.problem.sentence })
      models.dispose()
      return undefined
    }
    const view = made.value
    view.keepDrawing(true)
    return {
      ...view,
      close() {
        view.close()
        models.dispose()
      },
    }
  }

  function followPicture(): void {
    const track = alone.track.snapshot()
    running?.view.setStream(track === undefined ? undefined : new MediaStream([track]))
    running?.view.setCapability(ladders.snapshot().capability)
  }
  function followVoice(): void {
    const { microphone } = media.tracks()
    running?.mix.setVoices(microphone === undefined ? [] : [microphone])
  }

  /** Resolves once the view shows a picture, with its size; false when none came. */
  function firstPicture(view: LiveView): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = page.setTimeout(() => settle(false), PICTURE_COMES)
      const settle = (isThere: boolean): void => {
        page.clearTimeout(timer)
        off()
        resolve(isThere)
      }
      const off = view.onDrawn(() => {
        if (view.snapshot().mode === 'live') settle(true)
      })
    })
  }

  /** The picture may take seconds to come, and a gloved thumb taps again meanwhile: one film at a time. */
  let isStarting = false

  async function start(): Promise<void> {
    if (running !== undefined || isStarting) return
    isStarting = true
    try {
      await begin()
    } finally {
      isStarting = false
    }
  }

  async function begin(): Promise<void> {
    put({ trouble: undefined })
    const track = alone.track.snapshot()
    if (track === undefined) return put({ trouble: NO_PICTURE })
    void askPersistence(storage)
    work.prepare()
    const view = openView()
    if (view === undefined) return
    alone.filmed.set(true)
    view.setStream(new MediaStream([track]))
    view.setCapability(ladders.snapshot().capability)
    const offPoses = alone.onPoses((samples) => view.addPoses(samples))
    const mix = createVoiceMix()
    let film: Film | undefined
    const end = (): void => {
      offPoses()
      film?.close()
      mix.close()
      view.close()
      alone.filmed.set(false)
      running = undefined
    }
    try {
      if (!(await firstPicture(view))) throw new Error(NO_PICTURE)
      film = createFilm(view.canvas, view.snapshot().picture)
      running = { view, film, mix, end }
      followPicture()
      followVoice()
      await recorder.start({
        sessionId: self.sessionId,
        authorName: self.name,
        seat: self.seat,
        isHeld: true,
        video: film.track,
        audio: mix.track,
      })
      guest.tell('recording-started')
    } catch (error) {
      end()
      put({ trouble: error instanceof Error ? error.message : 'Recording could not be started.' })
    }
  }

  const count = countSent(() => work.snapshot())
  const offs = [
    recorder.subscribe(() => {
      const seen = recorder.snapshot()
      put({ recorder: seen })
      if (seen.status === 'recording') running?.film.ease(seen.behindMs)
      if (running === undefined || (seen.status !== 'idle' && seen.status !== 'stopped-early')) return
      running.end()
      guest.tell('recording-stopped')
      work.look()
    }),
    work.subscribe(() => put({ films: work.snapshot(), sent: count.now() })),
    alone.track.subscribe(followPicture),
    ladders.subscribe(followPicture),
    media.subscribe(followVoice),
  ]
  work.look()

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    start,
    pause() {
      recorder.pause()
      if (recorder.snapshot().status === 'paused') guest.tell('recording-paused')
    },
    resume() {
      recorder.resume()
      if (recorder.snapshot().status === 'recording') guest.tell('recording-resumed')
    },
    async stop() {
      await recorder.stop()
    },
    film: (id) => vault.film(id),
    async send(id) {
      await vault.release(id)
      work.look()
    },
    async discard(id) {
      count.leaveOut(id)
      await vault.free(id)
      work.forget(id)
    },
    close() {
      const last = recorder.stop()
      for (const off of offs) off()
      running?.end()
      work.close()
      void last.finally(() => vault.close())
    },
  }
}
