import type { DeviceKind } from '#call/device-trouble.ts'
import { trouble } from '#call/device-trouble.ts'
import { good, limited, missing, type Finding } from './finding.ts'
import type { Platform } from './platform.ts'

/** The picture is asked for as the call asks for it. */
const CAMERA = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } }
/** A camera that shows nothing for this long is held by something else, ms. */
const FIRST_FRAME_MS = 5000
/** How long a voice is waited for, ms: most people speak within two seconds of being asked. */
const LISTEN_MS = 4000
/** A voice at arm's length peaks above this (of 1); a quiet room stays below. */
const HEARD = 0.03
/** Below this long edge a nameplate cannot be read in the picture, pixels. */
const SHARP_EDGE = 640

export interface MediaDeps {
  readonly mediaDevices: Pick<MediaDevices, 'getUserMedia'> | undefined
  readonly secure: boolean
  readonly platform: Platform
  readonly insideAnotherApp: boolean
}

const ALLOW: Readonly<Record<Platform, (kind: DeviceKind) => string>> = {
  iphone: (kind) =>
    `Tap the button at the left of the address, then "Website Settings", and set ${kind} to "Allow". If it is not listed there: Settings app, Apps, Safari, ${kind}.`,
  android: (kind) =>
    `Tap the icon at the left of the address, then "Permissions", and allow the ${kind}. If it stays off: Android Settings, Apps, your browser, Permissions, ${kind}.`,
  desktop: (kind) => `Click the icon at the left of the address and allow the ${kind}, then run again.`,
}

/** What a refused, missing or busy device means here, and what to do about it. */
export function mediaTrouble(kind: DeviceKind, errorName: string, deps: MediaDeps): Finding {
  if (!deps.secure)
    return missing(`The ${kind} is given to secure pages only`, 'Open this page by its https address.')
  if (deps.mediaDevices === undefined)
    return missing(`This browser gives pages no ${kind}`, 'Open the page in Chrome, Safari, Edge or Firefox.')
  const { status, sentence } = trouble(kind, errorName)
  if (status === 'missing') return missing(`No ${kind} was found`, `Connect one, then run again.`)
  if (status === 'busy') return missing(`The ${kind} could not be started`, sentence)
  return missing(
    `This page may not use the ${kind}`,
    deps.insideAnotherApp
      ? 'This page is open inside another app. Open it in your browser instead, by the menu of that app.'
      : ALLOW[deps.platform](kind),
  )
}

async function open(
  deps: MediaDeps,
  constraints: MediaStreamConstraints,
): Promise<MediaStream | { readonly failed: string }> {
  try {
    return (await deps.mediaDevices?.getUserMedia(constraints)) ?? { failed: 'NotFoundError' }
  } catch (error) {
    return { failed: error instanceof Error ? error.name : '' }
  }
}

const stop = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop())

/** The first picture's size; undefined when none comes in time. */
function firstFrame(
  video: HTMLVideoElement,
): Promise<{ readonly w: number; readonly h: number } | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), FIRST_FRAME_MS)
    video.addEventListener(
      'loadeddata',
      () => {
        clearTimeout(timer)
        resolve({ w: video.videoWidth, h: video.videoHeight })
      },
      { once: true },
    )
  })
}

/**
 * Opens the camera for as long as it takes to see its first picture, and a moment more so that the person sees it too.
 * @param show is given the stream while the camera is on, and nothing afterwards
 */
export async function lookAtCamera(
  deps: MediaDeps,
  show: (stream: MediaStream | undefined) => void,
  pause: () => Promise<void>,
): Promise<Finding> {
  const stream = await open(deps, { video: CAMERA })
  if ('failed' in stream) return mediaTrouble('camera', stream.failed, deps)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  show(stream)
  try {
    video.play().catch(() => undefined)
    const frame = await firstFrame(video)
    if (frame === undefined)
      return missing(
        'The camera is on, but no picture comes',
        'Close other apps that use the camera, then run again.',
      )
    const facing = stream.getVideoTracks()[0]?.getSettings().facingMode
    await pause()
    const size = `${frame.w} × ${frame.h}`
    if (facing === 'user' && deps.platform !== 'desktop')
      return limited(`Only the front camera: ${size}`, 'The expert sees you instead of what you look at.')
    if (Math.max(frame.w, frame.h) < SHARP_EDGE) return limited(`The picture is small: ${size}`)
    return good(`A picture arrives: ${size}`)
  } finally {
    stop(stream)
    video.srcObject = null
    show(undefined)
  }
}

/** Opens the microphone until a voice was heard, or nobody spoke. `level` is told how loud it is, 0 to 1. */
export async function lookAtMicrophone(deps: MediaDeps, level: (peak: number) => void): Promise<Finding> {
  const stream = await open(deps, { audio: true })
  if ('failed' in stream) return mediaTrouble('microphone', stream.failed, deps)
  try {
    const peak = await listen(stream, level)
    if (peak >= HEARD) return good('You can be heard')
    return limited(
      'The microphone is on, but nothing was heard',
      'Run again and say a few words. A headset may have taken over: disconnect it, or speak into it.',
    )
  } finally {
    stop(stream)
    level(0)
  }
}

/** The loudest moment, as a share of full scale; ends early once a voice was heard for a while. */
async function listen(stream: MediaStream, level: (peak: number) => void): Promise<number> {
  const context = new AudioContext()
  try {
    await context.resume()
    const analyser = context.createAnalyser()
    analyser.fftSize = 1024
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const end = performance.now() + LISTEN_MS
    let [loudest, heardFor] = [0, 0]
    while (performance.now() < end && heardFor < 12) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      analyser.getFloatTimeDomainData(samples)
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      loudest = Math.max(loudest, peak)
      if (peak >= HEARD) heardFor += 1
      level(Math.min(1, peak))
    }
    return loudest
  } finally {
    await context.close()
  }
}
