import type { VideoLimits } from './call.ts'
import type { StandIn } from './stand-in.ts'

/** Most that one peer's picture may take, in bit/s: sharp 720p at 30 frames; a mesh of three still fits a phone's uplink. */
const MOST_VIDEO_BITRATE = 2_500_000

/**
 * The one audio and one video track that go to every peer. Calls never renegotiate: what is sent changes by `replaceTrack`
 * on all senders, and stand-ins keep the place of what is missing.
 */
export interface OutgoingMedia {
  /** A stream of the present tracks, to start or to answer a media call with. */
  stream(): MediaStream
  /** Keeps this connection's senders on the present tracks until the off-function is called. */
  feed(connection: RTCPeerConnection): () => void
  setVideo(track: MediaStreamTrack | undefined): void
  setAudio(track: MediaStreamTrack | undefined): void
  /** See `setVideoLimits` of the call. */
  limitVideo(limits: VideoLimits | undefined): void
  close(): void
}

type Kind = 'audio' | 'video'

export function createOutgoingMedia(standIn: StandIn): OutgoingMedia {
  const own: Record<Kind, MediaStreamTrack | undefined> = { audio: undefined, video: undefined }
  /* Senders are told apart when the connection is made: later a sender's own track may be anything. */
  const fed = new Map<RTCPeerConnection, ReadonlyMap<Kind, RTCRtpSender>>()
  let limits: VideoLimits | undefined

  const present = (kind: Kind): MediaStreamTrack => own[kind] ?? standIn[kind]()

  function set(kind: Kind, track: MediaStreamTrack | undefined): void {
    if (own[kind] === track) return
    own[kind] = track
    for (const senders of fed.values()) put(senders.get(kind), kind)
    // How much smaller the picture is sent depends on how large it is.
    if (kind === 'video' && limits !== undefined) bound()
  }

  function put(sender: RTCRtpSender | undefined, kind: Kind): void {
    /* It fails only on a connection that is closing, whose senders nobody hears any more. */
    sender?.replaceTrack(present(kind)).catch(() => undefined)
  }

  function bound(): void {
    for (const [connection, senders] of fed)
      if (connection.connectionState === 'connected')
        void limit(senders.get('video'), present('video'), limits)
  }

  return {
    stream: () => new MediaStream([present('audio'), present('video')]),
    feed(connection) {
      const senders = new Map<Kind, RTCRtpSender>()
      for (const sender of connection.getSenders()) {
        const kind = sender.track?.kind
        if (kind === 'audio' || kind === 'video') senders.set(kind, sender)
      }
      fed.set(connection, senders)
      const onState = (): void => {
        if (connection.connectionState === 'connected')
          void limit(senders.get('video'), present('video'), limits)
      }
      connection.addEventListener('connectionstatechange', onState)
      onState()
      return () => {
        connection.removeEventListener('connectionstatechange', onState)
        fed.delete(connection)
      }
    },
    setVideo(track) {
      const had = own.video !== undefined
      set('video', track)
      if (track !== undefined) standIn.rest()
      else if (had) standIn.blacken()
    },
    setAudio: (track) => set('audio', track),
    limitVideo(next) {
      limits = next
      bound()
    },
    close() {
      fed.clear()
      standIn.close()
    },
  }
}

/**
 * Keeps the picture's size when bandwidth falls, since the frame strip below it has to stay readable, and bounds its rate; what the phone
 * spares is taken off size and rate. Source: WebRTC, RTCRtpEncodingParameters.
 */
async function limit(
  sender: RTCRtpSender | undefined,
  track: MediaStreamTrack,
  limits: VideoLimits | undefined,
): Promise<void> {
  if (sender === undefined) return
  const parameters = sender.getParameters()
  const { width = 0, height = 0 } = track.getSettings()
  for (const encoding of parameters.encodings) {
    encoding.maxBitrate = MOST_VIDEO_BITRATE
    encoding.scaleResolutionDownBy =
      limits === undefined ? 1 : Math.max(1, Math.max(width, height) / limits.longEdge)
    if (limits === undefined) delete encoding.maxFramerate
    else encoding.maxFramerate = limits.framesPerSecond
  }
  /* Absent from the standard's current draft, present in Chromium; others ignore it. */
  Object.assign(parameters, { degradationPreference: 'maintain-resolution' })
  await sender.setParameters(parameters).catch(() => undefined)
}
