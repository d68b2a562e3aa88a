import { describe, expect, it, onTestFinished } from 'vitest'
import { createOutgoingMedia, type OutgoingMedia } from '#call/outgoing-media.ts'
import { createStandIn } from '#call/stand-in.ts'
import { realTimers } from '#store/timers.ts'

/** A picture of that size that always moves. */
function camera(width: number, height: number): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { alpha: false })
  const [track] = canvas.captureStream(30).getVideoTracks()
  if (context === null || track === undefined) throw new Error('no picture')
  let request = requestAnimationFrame(function paint(time) {
    context.fillStyle = `hsl(${time / 10} 80% 50%)`
    context.fillRect(0, 0, width, height)
    request = requestAnimationFrame(paint)
  })
  onTestFinished(() => {
    cancelAnimationFrame(request)
    track.stop()
  })
  return track
}

interface Link {
  readonly media: OutgoingMedia
  readonly sender: RTCRtpSender
  /** The picture's size as the other side decodes it. */
  readonly size: () => string
}

async function link(track: MediaStreamTrack): Promise<Link> {
  const media = createOutgoingMedia(createStandIn(realTimers))
  media.setVideo(track)
  const here = new RTCPeerConnection()
  const there = new RTCPeerConnection()
  here.addEventListener('icecandidate', ({ candidate }) => void there.addIceCandidate(candidate ?? undefined))
  there.addEventListener('icecandidate', ({ candidate }) => void here.addIceCandidate(candidate ?? undefined))
  const video = document.createElement('video')
  video.muted = true
  there.addEventListener('track', ({ track: heard }) => {
    if (heard.kind !== 'video') return
    video.srcObject = new MediaStream([heard])
    void video.play()
  })
  const stream = media.stream()
  for (const one of stream.getTracks()) here.addTrack(one, stream)
  const off = media.feed(here)
  await here.setLocalDescription()
  await there.setRemoteDescription(here.localDescription ?? { type: 'offer' })
  await there.setLocalDescription()
  await here.setRemoteDescription(there.localDescription ?? { type: 'answer' })
  const sender = here.getSenders().find((one) => one.track?.kind === 'video')
  if (sender === undefined) throw new Error('nothing is sent')
  onTestFinished(() => {
    off()
    here.close()
    there.close()
    media.close()
  })
  return { media, sender, size: () => `${video.videoWidth} x ${video.videoHeight}` }
}

const SLOW = { timeout: 20_000 }

describe('the picture that goes out', () => {
  it('is really smaller and rarer when the phone spares, for every track, and as before when it does not', async () => {
    const { media, sender, size } = await link(camera(640, 360))
    await expect.poll(size, SLOW).toBe('640 x 360')
    media.limitVideo({ longEdge: 320, framesPerSecond: 12 })
    await expect.poll(size, SLOW).toBe('320 x 180')
    expect(sender.getParameters().encodings[0]).toMatchObject({ maxFramerate: 12 })

    media.setVideo(camera(320, 240))
    await expect.poll(size, SLOW).toBe('320 x 240')

    media.limitVideo(undefined)
    media.setVideo(camera(640, 360))
    await expect.poll(size, SLOW).toBe('640 x 360')
    expect(sender.getParameters().encodings[0]?.maxFramerate).toBeUndefined()
  })
})
