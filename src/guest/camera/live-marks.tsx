import { useEffect, useRef, type ReactElement } from 'react'
import type { CameraTracker } from '#ar/camera-tracker/camera-tracker.ts'
import type { FollowResult } from '#ar/camera-tracker/still-follower.ts'
import { throughHomography } from '#ar/camera-tracker/through-homography.ts'
import { drawMarks } from '#ar/live-view/still-canvas.ts'
import type { TrackedPicture } from '#ar/image-tracking/tracking-messages.ts'
import type { SharedSession } from '#call/shared-session.ts'
import type { StillMark } from '#domain/mark.ts'
import styles from './live-marks.module.css'

interface LiveMarksProps {
  readonly tracker: CameraTracker
  readonly shared: SharedSession
  readonly video: { readonly current: HTMLVideoElement | null }
}

/** More pixels than this per CSS pixel cost a phone time and show nothing more. */
const MOST_PIXELS = 2
/** Marks that are held well are drawn whole; those that may soon be out of view show through. */
const WHOLE_FROM = 0.55
const FAINTEST = 0.45

/** No news for so long, in milliseconds: the video is shown as it is, without marks, rather than a picture that stands. */
const LONGEST_WAIT = 400

/**
 * Marks of stills over the camera's picture, where their surfaces are. While there are any, they cover the video with the very frame
 * that was looked at: the video runs on by itself, and in a quick pan a mark drawn over it would stand beside its thing.
 */
export function LiveMarks({ tracker, shared, video }: LiveMarksProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const off = tracker.onResult(({ seen }, picture) => {
      clearTimeout(timer)
      if (canvas.current === null || video.current === null) return
      paint(canvas.current, video.current, seen, picture, shared)
      timer = setTimeout(() => canvas.current?.getContext('2d')?.reset(), LONGEST_WAIT)
    })
    return () => {
      clearTimeout(timer)
      off()
    }
  }, [tracker, shared, video])
  return <canvas ref={canvas} className={styles.marks} aria-hidden />
}

function paint(
  canvas: HTMLCanvasElement,
  video: HTMLVideoElement,
  seen: FollowResult['seen'],
  picture: TrackedPicture | undefined,
  shared: SharedSession,
): void {
  const context = canvas.getContext('2d')
  const { clientWidth, clientHeight } = canvas
  if (context === null || clientWidth === 0 || video.videoWidth === 0) return
  const density = Math.min(devicePixelRatio, MOST_PIXELS)
  const [width, height] = [Math.round(clientWidth * density), Math.round(clientHeight * density)]
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  } else context.clearRect(0, 0, width, height)
  if (seen.length === 0 || picture === undefined) return

  const { marks } = shared.snapshot().scene
  // The video covers its box, so its edges are cut off.
  const scale = Math.max(width / video.videoWidth, height / video.videoHeight)
  const [shownWidth, shownHeight] = [video.videoWidth * scale, video.videoHeight * scale]
  context.save()
  context.translate((width - shownWidth) / 2, (height - shownHeight) / 2)
  context.drawImage(picture, 0, 0, shownWidth, shownHeight)
  for (const { markIds, homography, confidence } of seen) {
    const shown = markIds
      .map((markId) => marks.get(markId))
      .filter((mark): mark is StillMark => mark?.on === 'still')
      .map((mark) => throughHomography(mark, homography))
      .filter((mark) => mark !== undefined)
    context.globalAlpha = Math.min(1, FAINTEST + ((1 - FAINTEST) * confidence) / WHOLE_FROM)
    drawMarks(context, shown, shownWidth, shownHeight)
  }
  context.restore()
}
