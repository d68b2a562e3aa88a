/** One second: what a crash costs at most, against one transaction a second. */
const CHUNK_MS = 1000

/** 720p of a hand-held picture at 24 frames a second stays sharp at this rate, in bit/s. */
const VIDEO_BITRATE = 2_500_000
const AUDIO_BITRATE = 64_000

/** Best first. WebM survives a crash at any byte; MP4 is only for browsers that make nothing else. */
const MIME_TYPES = [
  'video/webm;codecs=vp8,opus',
  'video/webm;codecs=vp9,opus',
  'video/webm',
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/mp4',
] as const

export function pickMimeType(isSupported: (type: string) => boolean): string | undefined {
  return MIME_TYPES.find(isSupported)
}

/** The browser's recorder of one picture track and at most one sound track, in chunks of a second. */
export interface WebRecorder {
  readonly mimeType: string
  start(): void
  /** Gives what it has as a chunk and stands still. */
  pause(): void
  resume(): void
  stop(): void
  onChunk(callback: (chunk: Blob) => void): void
  onError(callback: () => void): void
  onStop(callback: () => void): void
}

/**
 * Throws a sentence for people when the browser cannot record at all. A sound track that has ended is left out: the recorder would wait
 * for it and keep no picture.
 * Source: W3C MediaStream Recording.
 */
export function openWebRecorder(video: MediaStreamTrack, audio: MediaStreamTrack | undefined): WebRecorder {
  const mimeType =
    typeof MediaRecorder === 'undefined'
      ? undefined
      : pickMimeType((type) => MediaRecorder.isTypeSupported(type))
  if (mimeType === undefined)
    throw new Error('This browser cannot record. Use a current Chrome, Edge, Firefox or Safari.')
  const sounds = audio?.readyState === 'live' ? [audio] : []
  const recorder = new MediaRecorder(new MediaStream([video, ...sounds]), {
    mimeType,
    videoBitsPerSecond: VIDEO_BITRATE,
    audioBitsPerSecond: AUDIO_BITRATE,
  })
  return {
    mimeType: recorder.mimeType || mimeType,
    start: () => recorder.start(CHUNK_MS),
    pause() {
      recorder.requestData()
      recorder.pause()
    },
    resume: () => recorder.resume(),
    stop() {
      if (recorder.state !== 'inactive') recorder.stop()
    },
    onChunk: (callback) =>
      recorder.addEventListener('dataavailable', ({ data }) => {
        if (data.size > 0) callback(data)
      }),
    onError: (callback) => recorder.addEventListener('error', callback),
    onStop: (callback) => recorder.addEventListener('stop', callback),
  }
}
