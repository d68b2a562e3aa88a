import type { Call } from '#call/call.ts'
import type { LocalMedia } from '#call/local-media.ts'
import { createCall } from '#call/peer-call.ts'
import { createSharedSession } from '#call/peer-session.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createSound, type Sound } from '#call/sound.ts'
import type { CameraControls } from '#domain/capability.ts'
import { createValue, type Engine, type Readable } from '#domain/engine.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdateKind } from '#domain/session-update.ts'
import type { KeptSeat } from '#store/device-memory.ts'
import { openIdentity, type OpenIdentity } from '#store/open-identity.ts'
import { realTimers } from '#store/timers.ts'
import { portalNow } from '#store/portal-clock.ts'
import type { CameraDesk } from './camera/camera-desk.ts'
import type { Thrift } from './camera/camera-thrift.ts'
import { createCameraMarks, type CameraMarks } from './camera/camera-marks.ts'
import { reportToSend } from './check/kept-report.ts'
import { holdMessages } from './held-messages.ts'
import { createLadders, type Ladders } from './ladders.ts'
import { createNews, type News } from './news.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import { createSeen, type Seen } from './seen.ts'

/** Everything that the screens of a guest in a call share: made together, closed together. */
export interface GuestCall {
  readonly self: Participant
  readonly identity: OpenIdentity
  readonly call: Call
  readonly shared: SharedSession
  readonly media: LocalMedia
  readonly sound: Sound
  /** Which picture goes out: the camera's or AR's. */
  readonly ladders: Ladders
  /** What experts show to this side: a still, a pointer, that they record. */
  readonly seen: Seen
  /** Marks of stills in the own camera picture. */
  readonly cameraMarks: CameraMarks
  /** What others have just made. */
  readonly news: News
  /** The camera's light, zoom and lens; there once the call's first connection is and its code was fetched. */
  readonly camera: Readable<CameraDesk | undefined>
  readonly preferences: Preferences
  /** Writes into the session's diary what happened on this device. */
  tell(kind: SessionUpdateKind, detail?: string): void
  say(text: string): Promise<void>
  leave(): Promise<void>
  close(): void
}

/** What recording alone needs of the call. */
export interface AloneParts {
  /** The call as the technician's side uses it from then on. */
  tap(call: Call): Call
  /** Whether the picture is filmed here: AR reads its frames also while nobody else looks. */
  readonly filmed: Readable<boolean>
}

/** How long leaving waits for what was written to reach the portal, in milliseconds; the rest goes at the next opening. */
const LEAVING_WAITS = 1_500

/** A phone that falls asleep ends AR and the call; browsers without wake locks simply sleep. */
function keepAwake(page: Window): () => void {
  let lock: WakeLockSentinel | undefined
  let over = false
  const take = (): void => {
    if (over || page.document.visibilityState !== 'visible') return
    page.navigator.wakeLock
      ?.request('screen')
      .then((taken) => {
        lock = taken
        if (over) void taken.release()
      })
      .catch(() => undefined)
  }
  page.document.addEventListener('visibilitychange', take)
  take()
  return () => {
    over = true
    page.document.removeEventListener('visibilitychange', take)
    void lock?.release()
  }
}

/** Opens the guest's memory, enters the call and starts camera and microphone. Rejects with a StoreError. */
export async function openGuestCall(
  seat: KeptSeat,
  self: Participant,
  media: LocalMedia,
  page: Window,
  alone?: AloneParts,
): Promise<GuestCall> {
  const identity = await openIdentity(
    { kind: 'guest', participantId: seat.participantId, secret: seat.secret },
    page,
  )
  const { store, api, live, sync } = identity
  const now = portalNow
  const makeId = (): string => crypto.randomUUID()
  const link = createCall({
    self,
    sessionId: self.sessionId,
    api,
    live,
    page,
    timers: realTimers,
    now,
    random: Math.random,
  })
  const { call, release } = holdMessages(alone?.tap(link) ?? link)
  const shared = await createSharedSession({
    call: link,
    store,
    self,
    sessionId: self.sessionId,
    now,
    makeId,
  })
  const sound = createSound({ call, page: page.document })
  const checked = reportToSend(self)
  if (checked !== undefined) void store.write({ kind: 'update', record: checked })
  const tell = (kind: SessionUpdateKind, detail?: string): void =>
    void store.write({
      kind: 'update',
      record: {
        id: makeId(),
        sessionId: self.sessionId,
        kind,
        actorName: self.name,
        at: now(),
        ...(detail === undefined ? {} : { detail }),
      },
    })
  let closed = false
  const preferences = createPreferences(() => page.localStorage, page.navigator.language)
  const camera = createValue<CameraDesk | undefined>(undefined)
  const offer = createValue<CameraControls | undefined>(undefined)
  const thrift = createValue<Thrift>({ saving: undefined, limits: undefined })
  let offThrift: (() => void) | undefined
  const cameraMarks = createCameraMarks({ shared, store, media })
  const ladders = createLadders({
    call,
    shared,
    media,
    self,
    preferences,
    camera: offer,
    cameraMarks,
    thrift,
    filmed: alone?.filmed,
    now,
    makeId,
    tell,
  })
  const seen = createSeen({ call, shared, store, timers: realTimers })
  const news = createNews({
    call,
    shared,
    timers: realTimers,
    whereabouts: (id) => ladders.snapshot().run?.whereabouts(id),
  })

  /** Only with somebody on the other side: until the own picture is live, nothing more than that is fetched. */
  async function openCameraDesk(): Promise<void> {
    const [{ createCameraDesk }, { createCameraThrift, pageFrames }, { answerExperts }, { createStillWork }] =
      await Promise.all([
        import('./camera/camera-desk.ts'),
        import('./camera/camera-thrift.ts'),
        import('./camera/sharp-answers.ts'),
        import('#recording/still-work.ts'),
      ])
    if (closed || camera.snapshot() !== undefined) return
    const spared = createCameraThrift({ media, frames: pageFrames })
    const offSpared = spared.subscribe(() => thrift.set(spared.snapshot()))
    offThrift = () => {
      offSpared()
      spared.close()
    }
    offs.push(answerExperts({ call, shared, media, ladders }))
    const desk = createCameraDesk({ call, shared, media, store, self, now, makeId })
    const sending = createStillWork({
      store,
      baseUrl: api.baseUrl,
      authorization: () => api.authorization,
      isOwn: (still) => still.author === self.id,
      digest: (bytes) => crypto.subtle.digest('SHA-256', bytes),
      setTimeout: (run, ms) => page.setTimeout(run, ms),
      clearTimeout: (timer) => page.clearTimeout(timer),
    })
    offs.push(() => sending.close())
    camera.set(desk)
    desk.subscribe(() => offer.set(desk.snapshot().offer))
    offer.set(desk.snapshot().offer)
  }

  const followMicrophone = (): void => call.setAudioTrack(media.tracks().microphone)
  const followMuted = (): void => call.send({ type: 'muted', muted: media.snapshot().muted })
  const offs = [
    media.subscribe(followMicrophone),
    media.subscribe(followMuted),
    call.onPeerOpen((peer) => call.send({ type: 'muted', muted: media.snapshot().muted }, peer.peerId)),
    // What cannot be fetched now is asked for again with the next connection.
    call.onPeerOpen(() => void openCameraDesk().catch(() => undefined)),
    keepAwake(page),
  ]
  followMicrophone()
  release()

  const engines: readonly Engine<unknown>[] = [cameraMarks, news, seen, ladders, sound, shared, call]
  function close(): void {
    if (closed) return
    closed = true
    for (const off of offs) off()
    camera.snapshot()?.close()
    offThrift?.()
    for (const engine of engines) engine.close()
    media.close()
    identity.close()
  }

  return {
    self,
    identity,
    call,
    shared,
    media,
    sound,
    ladders,
    seen,
    cameraMarks,
    news,
    tell,
    camera,
    preferences,
    say: (text) => shared.say(text),
    async leave() {
      await ladders.stopAr()
      call.leave()
      media.closeCamera()
      media.closeMicrophone()
      await Promise.race([sync.syncNow(), new Promise((resolve) => setTimeout(resolve, LEAVING_WAITS))])
    },
    close,
  }
}
