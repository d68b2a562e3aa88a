import { useEffect, useRef, type ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'

/** The own camera's picture with an expert's pointer and the marks of stills; dark while something `covered` it. */
export function LivePicture({
  guest,
  covered,
}: {
  readonly guest: GuestCall
  readonly covered: boolean
}): ReactElement {
  const { camera } = useSnapshot(guest.media)
  const { pointer } = useSnapshot(guest.seen)
  const { running } = useSnapshot(guest.cameraMarks)
  const video = useRef<HTMLVideoElement>(null)
  const track = camera.status === 'on' ? camera.track : undefined
  const { cameraMarks } = guest

  useEffect(() => {
    if (video.current !== null)
      video.current.srcObject = track === undefined ? null : new MediaStream([track])
  }, [track])

  useEffect(() => {
    if (covered || track === undefined) return undefined
    cameraMarks.watch(video.current ?? undefined)
    return () => cameraMarks.watch(undefined)
  }, [cameraMarks, covered, track])

  useEffect(() => () => cameraMarks.rest(), [cameraMarks])

  return (
    <div className={covered ? styles.covered : styles.picture}>
      {/* The own picture, silent: there is nothing to caption. */}
      <video ref={video} className={styles.video} autoPlay muted playsInline aria-label="Your camera" />
      {running === undefined || covered ? null : (
        <running.parts.LiveMarks tracker={running.tracker} shared={guest.shared} video={video} />
      )}
      {pointer === undefined || covered ? null : <Pointer video={video} pointer={pointer} />}
    </div>
  )
}

/** Where a point of the picture lies on the page: the video covers its box, so its edges are cut off. */
function Pointer({
  video,
  pointer,
}: {
  readonly video: { readonly current: HTMLVideoElement | null }
  readonly pointer: { readonly u: number; readonly v: number }
}): ReactElement | null {
  const dot = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const element = video.current
    if (element === null || dot.current === null || element.videoWidth === 0) return
    const scale = Math.max(
      element.clientWidth / element.videoWidth,
      element.clientHeight / element.videoHeight,
    )
    const x = element.clientWidth / 2 + (pointer.u - 0.5) * element.videoWidth * scale
    const y = element.clientHeight / 2 + (pointer.v - 0.5) * element.videoHeight * scale
    dot.current.style.transform = `translate(${x}px, ${y}px)`
  }, [video, pointer])
  return <span ref={dot} className={styles.pointer} aria-hidden />
}
