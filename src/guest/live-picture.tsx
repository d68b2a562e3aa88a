import { useEffect, useRef, type ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'
import type { PointerDots } from './pointer-dots.tsx'

/** The own camera's picture with an expert's pointer and the marks of stills; dark while something `covered` it. */
export function LivePicture({
  guest,
  covered,
  Dots,
}: {
  readonly guest: GuestCall
  readonly covered: boolean
  /** Draws experts' pointers, once its code is here. */
  readonly Dots: typeof PointerDots | undefined
}): ReactElement {
  const { camera } = useSnapshot(guest.media)
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
      {covered || Dots === undefined ? null : <Dots guest={guest} stillId={undefined} over={video} />}
    </div>
  )
}
