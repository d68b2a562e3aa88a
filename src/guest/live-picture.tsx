import { useEffect, useRef, type ReactElement } from 'react'
import { drawStill } from '#ar/live-view/still-canvas.ts'
import type { StillMark } from '#domain/mark.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'

/** The own camera's picture, and over it the still that an expert marks. */
export function LivePicture({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { camera } = useSnapshot(guest.media)
  const { still, pointer } = useSnapshot(guest.seen)
  const video = useRef<HTMLVideoElement>(null)
  const track = camera.status === 'on' ? camera.track : undefined

  useEffect(() => {
    if (video.current !== null)
      video.current.srcObject = track === undefined ? null : new MediaStream([track])
  }, [track])

  return (
    <div className={styles.picture}>
      {/* The own picture, silent: there is nothing to caption. */}
      <video ref={video} className={styles.video} autoPlay muted playsInline aria-label="Your camera" />
      {still === undefined ? null : <MarkedStill guest={guest} />}
      {pointer === undefined || still !== undefined ? null : <Pointer video={video} pointer={pointer} />}
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

function MarkedStill({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { still } = useSnapshot(guest.seen)
  const { scene } = useSnapshot(guest.shared)
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (canvas.current === null || context === null || context === undefined || still === undefined) return
    canvas.current.width = still.picture.width
    canvas.current.height = still.picture.height
    const marks = [...scene.marks.values()].filter(
      (mark): mark is StillMark => mark.on === 'still' && mark.stillId === still.id,
    )
    drawStill(context, still.picture, marks)
  }, [still, scene])

  return (
    <figure className={styles.still}>
      <canvas
        ref={canvas}
        className={styles.stillPicture}
        role="img"
        aria-label={`Still marked by ${still?.by ?? 'the expert'}`}
      />
      <figcaption className={styles.caption}>Still, marked by {still?.by}</figcaption>
    </figure>
  )
}
