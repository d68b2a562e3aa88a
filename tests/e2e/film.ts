import type { Page } from '@playwright/test'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'

export interface FilmFacts {
  readonly seconds: number
  readonly tracks: readonly string[]
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly hasSeekIndex: boolean
}

/** What a demuxer of its own says about the bytes of a film. */
export async function readFilm(bytes: Uint8Array<ArrayBuffer>): Promise<FilmFacts> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  const tracks = await input.getTracks()
  const video = await input.getPrimaryVideoTrack()
  if (video === null) throw new Error('The film has no picture')
  let frames = 0
  for await (const packet of new EncodedPacketSink(video).packets()) frames += packet.byteLength > 0 ? 1 : 0
  const seconds = await input.computeDuration()
  return {
    seconds,
    tracks: tracks.map((track) => track.type).sort(),
    width: video.displayWidth,
    height: video.displayHeight,
    framesPerSecond: frames / seconds,
    // EBML id of Matroska's Cues element (RFC 9559), which the recorder alone never writes.
    hasSeekIndex: Buffer.from(bytes).includes(Buffer.from([0x1c, 0x53, 0xbb, 0x6b])),
  }
}

/**
 * How loud given pitches are in the sound of a film, decoded by the browser. Source: Goertzel, An Algorithm for the
 * Evaluation of Finite Trigonometric Series, 1958.
 */
export async function loudness(
  page: Page,
  mediaUrl: string,
  pitches: readonly number[],
): Promise<readonly number[]> {
  return page.evaluate(
    async ({ url, hertz }) => {
      const answer = await fetch(url)
      const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(
        await answer.arrayBuffer(),
      )
      const samples = sound.getChannelData(0)
      return hertz.map((pitch) => {
        const k = 2 * Math.cos((2 * Math.PI * pitch) / sound.sampleRate)
        const size = 4800
        let loudest = 0
        for (let from = 0; from + size < samples.length; from += size) {
          let a = 0
          let b = 0
          for (let n = from; n < from + size; n++) {
            const next = (samples[n] ?? 0) + k * a - b
            b = a
            a = next
          }
          loudest = Math.max(loudest, Math.sqrt(Math.max(0, a * a + b * b - k * a * b)) / (size / 2))
        }
        return loudest
      })
    },
    { url: mediaUrl, hertz: pitches },
  )
}
