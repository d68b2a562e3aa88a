import { describe, expect, it, onTestFinished } from 'vitest'
import { paintStrip } from '#ar/strip/paint-strip.ts'
import { createStripReader } from '#ar/strip/strip-reader.ts'
import { stripRowsFor } from '#ar/strip/strip-size.ts'

const WIDTH = 360
const HEIGHT = 640
const picture = { width: WIDTH, height: HEIGHT, stripRows: stripRowsFor(WIDTH, HEIGHT) }

/** A canvas with moving noise, the hardest thing to encode, and the strip of a frame below it. */
function createNoise() {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT + picture.stripRows
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  const noise = context.createImageData(64, 64)
  return {
    canvas,
    draw(frame: number): void {
      for (let i = 0; i < noise.data.length; i++) noise.data[i] = Math.random() * 255
      context.putImageData(noise, 0, 0)
      context.drawImage(canvas, 0, 0, 64, 64, 0, 0, WIDTH, HEIGHT)
      context.fillStyle = `hsl(${frame * 7} 80% 50%)`
      context.fillRect((frame * 11) % WIDTH, (frame * 17) % HEIGHT, 90, 90)
      paintStrip(context, 0, HEIGHT, WIDTH, picture.stripRows, frame)
    },
  }
}

/** Sends a stream over a real WebRTC link within the page, at so many bits a second, and shows it in a video. */
async function link(
  stream: MediaStream,
  codec: string,
  bitrate: number,
  scale: number,
): Promise<HTMLVideoElement> {
  const from = new RTCPeerConnection()
  const to = new RTCPeerConnection()
  onTestFinished(() => {
    from.close()
    to.close()
  })
  from.addEventListener('icecandidate', ({ candidate }) => void to.addIceCandidate(candidate ?? undefined))
  to.addEventListener('icecandidate', ({ candidate }) => void from.addIceCandidate(candidate ?? undefined))
  const [track] = stream.getVideoTracks()
  if (track === undefined) throw new Error('no track')
  const transceiver = from.addTransceiver(track, {
    streams: [stream],
    sendEncodings: [{ maxBitrate: bitrate, scaleResolutionDownBy: scale }],
  })
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? []
  transceiver.setCodecPreferences(
    codecs.filter(({ mimeType }) => mimeType.toLowerCase() === `video/${codec}`),
  )
  const arrived = new Promise<MediaStream>((resolve) => {
    to.addEventListener('track', ({ streams }) => resolve(streams[0] ?? new MediaStream()))
  })
  await from.setLocalDescription()
  if (from.localDescription) await to.setRemoteDescription(from.localDescription)
  await to.setLocalDescription()
  if (to.localDescription) await from.setRemoteDescription(to.localDescription)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = await arrived
  document.body.append(video)
  onTestFinished(() => video.remove())
  await video.play()
  return video
}

describe('the strip through a real encoder', () => {
  it.each([
    ['vp8', 300_000, 1],
    ['vp8', 60_000, 2],
    ['h264', 200_000, 1],
  ])(
    '[SE1] %s at %i bit/s, scaled down by %i: no id is ever wrong, nearly all are read',
    async (codec, bitrate, scale) => {
      const noise = createNoise()
      let frame = 60_000
      const drawnAt = new Map<number, number>()
      const timer = setInterval(() => {
        frame++
        noise.draw(frame)
        drawnAt.set(frame & 0xffff, performance.now())
      }, 66)
      onTestFinished(() => clearInterval(timer))
      const stream = noise.canvas.captureStream(15)
      const video = await link(stream, codec, bitrate, scale)
      const reader = createStripReader()
      const shown: { id: number | undefined; width: number; newest: number }[] = []
      await new Promise<void>((resolve) => {
        const look = (): void => {
          const { videoWidth: width, videoHeight: height } = video
          shown.push({ id: reader.read(video, width, height, picture), width, newest: frame & 0xffff })
          if (shown.length < 40) video.requestVideoFrameCallback(look)
          else resolve()
        }
        video.requestVideoFrameCallback(look)
      })
      const read = shown.filter(({ id }) => id !== undefined)
      // An id is right when that frame was drawn, not long ago, and no earlier than the one shown before it.
      const wrong = read.filter(({ id, newest }, i) => {
        const before = read[i - 1]?.id ?? 0
        const age = (newest - (id ?? 0) + 0x10000) & 0xffff
        return !drawnAt.has(id ?? -1) || age > 60 || (id ?? 0) < before
      })
      expect(wrong).toEqual([])
      expect(read.length).toBeGreaterThanOrEqual(36)
      expect(Math.max(...shown.map(({ width }) => width))).toBeLessThanOrEqual(WIDTH / scale)
    },
  )
})
