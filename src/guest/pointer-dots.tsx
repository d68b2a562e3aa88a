import { useLayoutEffect, useRef, type ReactElement, type RefObject } from 'react'
import type { Id } from '#domain/ids.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ColourCue } from './marking/colour-cue.tsx'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'
import type { SeenPointer } from './seen-pointers.ts'

/**
 * Experts' laser pointers over a picture of the page.
 * @param stillId of the still that this picture is; undefined for the live one: a pointer into another picture would be at a wrong place
 * @param over shows the picture: a video covers its box and is cut at the edges, a still lies in it whole
 */
export function PointerDots({
  guest,
  stillId,
  over,
}: {
  readonly guest: GuestCall
  readonly stillId: Id | undefined
  readonly over: RefObject<HTMLVideoElement | HTMLCanvasElement | null>
}): ReactElement {
  const { pointers } = useSnapshot(guest.seen)
  return (
    <>
      {pointers
        .filter((pointer) => pointer.stillId === stillId)
        .map((pointer) => (
          <Dot key={pointer.author} over={over} pointer={pointer} />
        ))}
    </>
  )
}

function Dot({
  over,
  pointer,
}: {
  readonly over: RefObject<HTMLVideoElement | HTMLCanvasElement | null>
  readonly pointer: SeenPointer
}): ReactElement {
  const dot = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = over.current
    if (element === null || dot.current === null) return
    const isVideo = element instanceof HTMLVideoElement
    const width = isVideo ? element.videoWidth : element.width
    const height = isVideo ? element.videoHeight : element.height
    if (width === 0 || height === 0) return
    const scales = [element.clientWidth / width, element.clientHeight / height]
    const scale = isVideo ? Math.max(...scales) : Math.min(...scales)
    const x = element.clientWidth / 2 + (pointer.u - 0.5) * width * scale
    const y = element.clientHeight / 2 + (pointer.v - 0.5) * height * scale
    dot.current.style.transform = `translate(${x}px, ${y}px)`
  }, [over, pointer])
  return (
    <span ref={dot} className={styles.pointer} data-fading={pointer.isFading || undefined} aria-hidden>
      <ColourCue colour={pointer.colour} size={22} />
    </span>
  )
}
