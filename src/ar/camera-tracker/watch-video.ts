import type { TrackedPicture } from '../image-tracking/tracking-messages.ts'
import type { StillFollower } from './still-follower.ts'

/**
 * When no newer frame comes, the last one is looked at again after so many milliseconds, a few times: it may have been passed over, or
 * be one in which a lost still is only found at the second look.
 */
const LATER = 70
const MOST_TRIES = 8

/**
 * Offers the frames that a video presents, as fast as they are wanted; returns its own off-function. A hidden page presents none, so
 * that nothing is looked for there.
 */
export function watchVideo(video: HTMLVideoElement, follower: StillFollower): () => void {
  let over = false
  let callback = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function presented(time: number): void {
    if (over) return
    ask()
    look(time, MOST_TRIES)
  }

  function look(time: number, tries: number): void {
    clearTimeout(timer)
    if (follower.wants(time) && video.videoWidth > 0) void offer(time)
    if (tries > 0) timer = setTimeout(() => look(performance.now(), tries - 1), LATER)
  }

  async function offer(time: number): Promise<void> {
    const picture = await pictureOf(video)
    if (picture === undefined) return
    if (over) picture.close()
    else follower.offer(picture, time)
  }

  function ask(): void {
    callback = video.requestVideoFrameCallback(presented)
  }

  ask()
  return () => {
    over = true
    clearTimeout(timer)
    video.cancelVideoFrameCallback(callback)
  }
}

/** The frame that a video shows now; undefined while there is none. */
async function pictureOf(video: HTMLVideoElement): Promise<TrackedPicture | undefined> {
  try {
    // A handle on the decoded frame costs nothing; a bitmap is a copy.
    return typeof VideoFrame === 'function' ? new VideoFrame(video) : await createImageBitmap(video)
  } catch {
    return undefined
  }
}
