import { useEffect, useRef, type PointerEvent, type ReactElement } from 'react'
import { type MarksOnStill, marksOnStill } from '#ar/live-view/marks-on-still.ts'
import { drawMarks, drawPointer } from '#ar/live-view/still-canvas.ts'
import type { Id } from '#domain/ids.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { PointerDots } from '../pointer-dots.tsx'
import { pointOn } from './point-on.ts'
import styles from './still-board.module.css'
import type { StillKit } from './still-kit.ts'

/** Photos may be four times as large as any phone's screen: more pixels cost each stroke time and show nothing more. */
const LONGEST_EDGE = 1920

export interface StillBoardProps {
  readonly guest: GuestCall
  readonly stillId: Id
  readonly picture: ImageBitmap
  readonly label: string
  /** What the fingers do; without it the still is only looked at. */
  readonly kit?: StillKit | undefined
}

/** A still, whole, with every mark that is seen on it: those that were drawn on it, and those of the room as its camera saw them. */
export function StillBoard({ guest, stillId, picture, label, kit }: StillBoardProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  const isDrawing = useSnapshot<{ readonly isDrawing: boolean }>(kit ?? NOTHING_IN_HAND).isDrawing

  useEffect(() => {
    const board = canvas.current
    const context = board?.getContext('2d')
    if (board === null || context === null || context === undefined) return
    const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height))
    board.width = Math.round(picture.width * scale)
    board.height = Math.round(picture.height * scale)
    let waiting = 0
    const draw = (): void => {
      waiting = 0
      // Another picture took its place, and this one was given back: the next drawing is of the new one.
      if (picture.width > 0) paint(context, { guest, stillId, picture, kit })
    }
    // However often something changes: once for each picture that the screen shows.
    const invalidate = (): void => {
      if (waiting === 0) waiting = requestAnimationFrame(draw)
    }
    const offs = [guest.shared, guest.preferences, kit].map((source) => source?.subscribe(invalidate))
    draw()
    return () => {
      for (const off of offs) off?.()
      cancelAnimationFrame(waiting)
    }
  }, [guest, stillId, picture, kit])

  const touched = (event: PointerEvent<HTMLCanvasElement>, what: 'down' | 'move'): void => {
    if (!event.isPrimary) return kit?.cancel()
    // A screen reports more often than it draws: every one of these points is part of the line. Older Safari does not tell them.
    const native = event.nativeEvent
    const events = what === 'move' && 'getCoalescedEvents' in native ? native.getCoalescedEvents() : []
    const box = event.currentTarget.getBoundingClientRect()
    for (const { clientX, clientY } of events.length === 0 ? [native] : events)
      kit?.[what](pointOn(box, picture, clientX, clientY))
  }
  return (
    <>
      <canvas
        ref={canvas}
        className={isDrawing ? styles.drawn : styles.board}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          touched(event, 'down')
        }}
        onPointerMove={(event) => {
          if (event.buttons !== 0) touched(event, 'move')
        }}
        onPointerUp={kit?.up}
        onPointerCancel={kit?.cancel}
      />
      <PointerDots guest={guest} stillId={stillId} over={canvas} />
    </>
  )
}

const LOOKING = { isDrawing: false } as const
const NOTHING_IN_HAND = { snapshot: () => LOOKING, subscribe: () => () => undefined }

function paint(
  context: CanvasRenderingContext2D,
  { guest, stillId, picture, kit }: Omit<StillBoardProps, 'label'>,
): void {
  const { width, height } = context.canvas
  const { draft, selectedId, pointing, colour } = kit?.snapshot() ?? {}
  const { units } = guest.preferences.snapshot()
  const seen: MarksOnStill = marksOnStill(guest.shared.snapshot().scene, stillId, units)
  context.drawImage(picture, 0, 0, width, height)
  // What is in hand takes the place of what stands.
  const shown = new Map(seen)
  if (draft !== undefined) shown.set(draft.id, [draft])
  const selected = selectedId === undefined ? undefined : shown.get(selectedId)
  if (selected !== undefined) {
    context.save()
    context.shadowColor = '#fff'
    context.shadowBlur = height * 0.02
    drawMarks(context, selected, width, height)
    drawMarks(context, selected, width, height)
    context.restore()
  }
  drawMarks(context, [...shown.values()].flat(), width, height)
  if (pointing !== undefined && colour !== undefined) drawPointer(context, colour, pointing, width, height)
}
