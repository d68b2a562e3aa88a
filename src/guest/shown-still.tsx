import { useLayoutEffect, useRef, type ReactElement } from 'react'
import { drawStill } from '#ar/live-view/still-canvas.ts'
import type { StillMark } from '#domain/mark.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'
import { PointerDots } from './pointer-dots.tsx'

/** The still that an expert shows, whole, with the marks that stand on it. */
export function ShownStill({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { still } = useSnapshot(guest.seen)
  const { scene } = useSnapshot(guest.shared)
  const canvas = useRef<HTMLCanvasElement>(null)

  useLayoutEffect(() => {
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
    <>
      <canvas
        ref={canvas}
        className={styles.still}
        role="img"
        aria-label={`Still marked by ${still?.by ?? 'the expert'}`}
      />
      {still === undefined ? null : <PointerDots guest={guest} stillId={still.id} over={canvas} />}
    </>
  )
}
