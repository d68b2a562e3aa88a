import type { KeyboardEvent } from 'react'
import type { Look } from './look-state.ts'
import { RESIZE_STEP, TURN_STEP } from './selection-steps.ts'

/** How far one press moves what is selected, in CSS pixels; with Shift the large step. */
const NUDGE = 4
const LARGE_NUDGE = 24

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** A key on the picture that is meant for what is selected, or that selects with the tool for it. True when it did something. */
export function pressOnSelection(
  look: Look,
  {
    key,
    shiftKey,
    ctrlKey,
    metaKey,
    altKey,
  }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): boolean {
  if (ctrlKey || metaKey || altKey) return false
  const { selection } = look
  if (key === 'Tab') return look.snapshot().tool === 'select' && selection.next(shiftKey ? -1 : 1)
  const { selected } = selection.snapshot()
  if (selected === undefined) return false
  const way = ways[key]
  const canTurn = selected.kind === 'model' || selected.canTurn
  const canResize = selected.kind === 'model' || selected.canResize
  if (way !== undefined) {
    const step = shiftKey ? LARGE_NUDGE : NUDGE
    selection.nudge(way[0] * step, way[1] * step)
  } else if (key === 'Delete' || key === 'Backspace') selection.remove()
  else if (key === '[' && canTurn) selection.turn(TURN_STEP)
  else if (key === ']' && canTurn) selection.turn(-TURN_STEP)
  else if ((key === '+' || key === '=') && canResize) selection.resize(RESIZE_STEP)
  else if (key === '-' && canResize) selection.resize(1 / RESIZE_STEP)
  else return false
  return true
}
