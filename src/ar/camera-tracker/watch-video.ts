import type { TrackedPicture } from '../image-tracking/tracking-messages.ts'
import type { StillFollower } from './still-follower.ts'

/**
 * Offers the frames that a video presents, as fast as they are wanted; returns its own off-function. A hidden page presents none, so
 * that nothing is looked for there.
 */
export function watchVideo(video: HTMLVideoElement, follower: StillFollower): () => void {
  let over = false
  let callback = 0

  function presented(time: number): void {
    if (over) return
    ask()
    if (follower.wants(time) && video.videoWidth > 0) void offer(time)
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
