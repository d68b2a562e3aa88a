import type { TrackedPicture } from '../image-tracking/tracking-messages.ts'
import type { FollowResult, StillFollower } from './still-follower.ts'

/**
 * When no newer frame comes, the last one is looked at again after so many milliseconds, a few times: it may have been passed over, or
 * be one in which a lost still is only found at the second look.
 */
const LATER = 70
const MOST_TRIES = 8

/** Where marks are in a picture that was looked at. The picture belongs to the caller and is closed once everybody has heard. */
export type OnPicture = (result: FollowResult, picture: TrackedPicture) => void

/**
 * Offers the frames that a video presents, as fast as they are wanted, and tells what is seen together with the very picture in which
 * it is seen: the video itself has moved on by then. Returns its own off-function. A hidden page presents no frames, so that nothing is
 * looked for there.
 */
export function watchVideo(
  video: HTMLVideoElement,
  follower: StillFollower,
  onPicture: OnPicture,
): () => void {
  let over = false
  let held: { readonly picture: TrackedPicture; readonly time: number } | undefined
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
    const copy = picture && (await copyOf(picture))
    if (picture === undefined || copy === undefined) return picture?.close()
    if (over || !follower.offer(picture, time)) {
      if (over) picture.close()
      return copy.close()
    }
    held?.picture.close()
    held = { picture: copy, time }
  }

  const offResults = follower.onResult((result) => {
    if (held === undefined || held.time !== result.time) return
    const { picture } = held
    held = undefined
    onPicture(result, picture)
    picture.close()
  })

  function ask(): void {
    callback = video.requestVideoFrameCallback(presented)
  }

  ask()
  return () => {
    over = true
    clearTimeout(timer)
    offResults()
    held?.picture.close()
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

/** A second handle on the same picture. */
async function copyOf(picture: TrackedPicture): Promise<TrackedPicture | undefined> {
  try {
    return 'clone' in picture ? picture.clone() : await createImageBitmap(picture)
  } catch {
    return undefined
  }
}
