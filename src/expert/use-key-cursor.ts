import { useState, type KeyboardEvent } from 'react'
import type { ConsoleTool, Look } from './look-state.ts'

/** How far one key press moves the cursor, in CSS pixels; with Shift the large step. */
const STEP = 8
const LARGE_STEP = 40

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** With these, arrow keys draw from one Enter to the next. */
const drawn: ReadonlySet<ConsoleTool> = new Set(['pointer', 'circle', 'freehand'])

export interface KeyCursor {
  /** Where the cursor is, relative to the picture's frame; undefined until an arrow key was pressed. */
  readonly at: { readonly x: number; readonly y: number } | undefined
  onKey(event: KeyboardEvent<HTMLCanvasElement>): void
}

/** Points in the picture with the keyboard: arrow keys and Enter. */
export function useKeyCursor(look: Look): KeyCursor {
  const [at, setAt] = useState<{ readonly x: number; readonly y: number }>()

  function onKey(event: KeyboardEvent<HTMLCanvasElement>): void {
    const canvas = event.currentTarget
    const left = canvas.offsetLeft
    const top = canvas.offsetTop
    const within = (value: number, from: number, length: number): number =>
      Math.min(from + length, Math.max(from, value))
    const inPicture = (point: { readonly x: number; readonly y: number }) => ({
      x: within(point.x, left, canvas.clientWidth),
      y: within(point.y, top, canvas.clientHeight),
    })
    // The picture may be smaller than when the cursor was set: outside of it nothing can be placed.
    const here = inPicture(at ?? { x: left + canvas.clientWidth / 2, y: top + canvas.clientHeight / 2 })
    const direction = directions[event.key]
    if (direction !== undefined) {
      event.preventDefault()
      const step = event.shiftKey ? LARGE_STEP : STEP
      const next = inPicture({ x: here.x + direction[0] * step, y: here.y + direction[1] * step })
      setAt(next)
      const box = canvas.getBoundingClientRect()
      look.move(box.left + next.x - left, box.top + next.y - top)
      return
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    // Who works with the mouse ends a measure so; who works with keys places its next point.
    if (at === undefined && look.finish()) return
    // The second Enter lifts the pen that the first one set down.
    if (look.isDrawing()) return look.up()
    const box = canvas.getBoundingClientRect()
    setAt(here)
    look.down(box.left + here.x - left, box.top + here.y - top)
    if (!drawn.has(look.snapshot().tool)) look.up()
  }
  return { at, onKey }
}
