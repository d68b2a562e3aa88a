import { Peer, type DataConnection } from 'peerjs'
import type { Call } from '#call/call.ts'
import { createLocalMedia, type LocalMedia } from '#call/local-media.ts'
import { createCall } from '#call/peer-call.ts'
import { createSharedSession } from '#call/peer-session.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createSound, type Sound } from '#call/sound.ts'
import { Participant } from '#domain/participant.ts'
import type { PoseSample } from '#domain/pose-track.ts'
import { packPoses } from '#domain/pose-track.ts'
import { SIGNAL_PATH } from '#domain/signalling.ts'
import type { ReliableMessage, UnreliableMessage } from '#domain/wire.ts'
import { browserOnline } from '#store/browser-edge.ts'
import { createPortalApi, guestAuthorization, guestProof } from '#store/http-portal-api.ts'
import { openLocalStore } from '#store/indexed-store.ts'
import { createLiveChannel, liveUrl } from '#store/live-socket.ts'
import type { LocalStore } from '#store/local-store.ts'
import { realTimers } from '#store/timers.ts'

/** Everything of one participant in one page, for a test to drive and to look at. */
export interface Seat {
  readonly call: Call
  readonly shared: SharedSession
  readonly store: LocalStore
  readonly sound: Sound
  readonly media: LocalMedia
  readonly heard: { readonly from: string; readonly message: ReliableMessage | UnreliableMessage }[]
  readonly poses: PoseSample[]
  readonly opened: string[]
  readonly stills: string[]
  readonly video: HTMLVideoElement
}

export interface Lab {
  enter(self: Participant): Promise<Seat>
  seat: Seat | undefined
  packPoses: typeof packPoses
  /** A track of one colour, drawn anew all the time. */
  colourTrack(colour: string): MediaStreamTrack
  /** The average colour of the remote picture, and its size. */
  seen(): { readonly red: number; readonly green: number; readonly blue: number; readonly width: number }
  /** Loudness of what the other sides say, 0 to 1, over the next half second. */
  loudness(): Promise<number>
  /** Somebody with a valid ticket who does not play by the rules, and answers one caller alone: `caller`, or whoever is first. */
  rogue(self: Participant, caller?: string): Promise<Rogue>
}

interface Rogue {
  /** The connection that the caller made. */
  readonly connection: Promise<DataConnection>
}

function apiOf(self: Participant): ReturnType<typeof createPortalApi> {
  const guest = { participantId: self.id, secret: self.id }
  return createPortalApi({
    baseUrl: location.origin,
    fetch,
    authorization: guestAuthorization(guest),
  })
}

async function enter(self: Participant): Promise<Seat> {
  const store = await openLocalStore({ name: `lab-${self.id}` })
  const live = createLiveChannel({
    url: liveUrl(location.origin),
    hello: { type: 'hello', guest: guestProof({ participantId: self.id, secret: self.id }) },
    timers: realTimers,
    online: browserOnline(window),
    random: Math.random,
  })
  const { sessionId } = self
  const call = createCall({
    sessionId,
    self,
    api: apiOf(self),
    live,
    page: window,
    timers: realTimers,
    now: Date.now,
    random: Math.random,
  })
  const heard: Seat['heard'] = []
  const poses: PoseSample[] = []
  const opened: string[] = []
  const stills: string[] = []
  call.onMessage((message, from) => heard.push({ from: from.name, message }))
  call.onPoses((samples) => poses.push(...samples))
  call.onPeerOpen((peer) => opened.push(peer.peerId))
  const makeId = (): string => crypto.randomUUID()
  const shared = await createSharedSession({ call, store, self, sessionId, now: Date.now, makeId })
  shared.onStillArrived((stillId) => stills.push(stillId))
  const sound = createSound({ call, page: document })
  const media = createLocalMedia({ mediaDevices: navigator.mediaDevices, secure: isSecureContext })
  const video = document.body.appendChild(document.createElement('video'))
  video.muted = true
  const show = (): void => {
    const stream = call.snapshot().peers.find((peer) => peer.stream !== undefined)?.stream ?? null
    if (video.srcObject === stream) return
    video.srcObject = stream
    video.play().catch(() => undefined)
  }
  call.subscribe(show)
  show()
  lab.seat = { call, shared, store, sound, media, heard, poses, opened, stills, video }
  return lab.seat
}

async function rogue(self: Participant, caller?: string): Promise<Rogue> {
  const ticket = await apiOf(self).call('ticket', { sessionId: self.sessionId })
  if (!ticket.ok) throw new Error(ticket.problem.sentence)
  const peer = new Peer(ticket.value.peerId, {
    host: location.hostname,
    port: Number(location.port),
    path: SIGNAL_PATH,
    secure: false,
    token: ticket.value.ticket,
    config: { iceServers: [] },
  })
  const connection = new Promise<DataConnection>((connected) => {
    peer.on('connection', (incoming) => {
      if (caller === undefined || incoming.peer === caller) incoming.on('open', () => connected(incoming))
    })
  })
  await new Promise<void>((opened) => peer.on('open', () => opened()))
  return { connection }
}

function colourTrack(colour: string): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 240
  const paint = canvas.getContext('2d')
  let count = 0
  const draw = (): void => {
    if (paint === null) return
    paint.fillStyle = colour
    paint.fillRect(0, 0, canvas.width, canvas.height)
    paint.fillStyle = 'gray'
    paint.fillRect(count++ % canvas.width, 0, 4, 4)
  }
  draw()
  setInterval(draw, 60)
  const [track] = canvas.captureStream(15).getVideoTracks()
  if (track === undefined) throw new Error('no track')
  return track
}

function seen(): ReturnType<Lab['seen']> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const paint = canvas.getContext('2d')
  const video = lab.seat?.video
  if (paint === null || video === undefined) throw new Error('nothing to see')
  paint.drawImage(video, 0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = paint.getImageData(0, 0, 1, 1).data
  return { red, green, blue, width: video.videoWidth }
}

async function loudness(): Promise<number> {
  const context = new AudioContext()
  await context.resume()
  const analyser = context.createAnalyser()
  analyser.fftSize = 32_768
  const tracks = lab.seat?.sound.remoteAudioTracks() ?? []
  if (tracks.length === 0) return 0
  context.createMediaStreamSource(new MediaStream([...tracks])).connect(analyser)
  await new Promise((later) => setTimeout(later, 700))
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  await context.close()
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

const lab: Lab = { enter, seat: undefined, packPoses, colourTrack, seen, loudness, rogue }
Object.assign(window, { lab })

/* A test that drives the page counts as a touch; who must not have touched it comes in by the address and speaks by the console. */
const { hash } = location
if (hash !== '') {
  const { sound } = await enter(Participant.parse(JSON.parse(decodeURIComponent(hash.slice(1)))))
  sound.subscribe(() => console.log(sound.snapshot().blocked ? 'sound is blocked' : 'sound plays'))
}
