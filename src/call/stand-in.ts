import type { Timers } from '#store/timers.ts'

/** What is sent when there is no camera or microphone: the tracks of a call are fixed when it starts, only their content changes. */
export interface StandIn {
  /** A black picture. Nothing at all is sent of it before `blacken`, so that nobody takes it for a first frame. */
  video(): MediaStreamTrack
  /** Silence. */
  audio(): MediaStreamTrack
  /** From now on black frames flow: they replace the last frame that the other side still shows. */
  blacken(): void
  /** A real picture flows again. */
  rest(): void
  close(): void
}

/** Small, and a multiple of 16 on both sides: hardware encoders refuse less. */
const WIDTH = 160
const HEIGHT = 96

/** Often enough that a lost black frame does not matter. */
const BLACK_EVERY_MS = 500

/** Made when first needed: an AudioContext that nobody needs would wake the phone's sound hardware. */
export function createStandIn(timers: Timers): StandIn {
  let video: { readonly track: MediaStreamTrack; readonly paint: CanvasRenderingContext2D } | undefined
  let audio: { readonly track: MediaStreamTrack; readonly context: AudioContext } | undefined
  let off: (() => void) | undefined

  function makeVideo(): { readonly track: MediaStreamTrack; readonly paint: CanvasRenderingContext2D } {
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH
    canvas.height = HEIGHT
    const paint = canvas.getContext('2d', { alpha: false })
    const [track] = canvas.captureStream(5).getVideoTracks()
    if (paint === null || track === undefined) throw new Error('This browser cannot draw on a canvas')
    return { track, paint }
  }

  function makeAudio(): { readonly track: MediaStreamTrack; readonly context: AudioContext } {
    const context = new AudioContext()
    const [track] = context.createMediaStreamDestination().stream.getAudioTracks()
    if (track === undefined) throw new Error('This browser cannot make sound')
    return { track, context }
  }

  function paintBlack(): void {
    video?.paint.fillRect(0, 0, WIDTH, HEIGHT)
    off = timers.after(BLACK_EVERY_MS, paintBlack)
  }

  return {
    video: () => (video ??= makeVideo()).track,
    audio: () => (audio ??= makeAudio()).track,
    blacken() {
      off?.()
      paintBlack()
    },
    rest: () => off?.(),
    close() {
      off?.()
      video?.track.stop()
      audio?.track.stop()
      void audio?.context.close()
    },
  }
}
