import type { KeyboardEvent } from 'react'
import type { LookState } from './look-state.ts'
import type { Selected, Selection } from './selected.ts'
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

/**
 * Which way a key turns, by what it writes: the comma and the full stop are where every keyboard has them, while brackets need AltGr or
 * Option on many.
 */
const turns: ReadonlyMap<string, number> = new Map([
  [',', TURN_STEP],
  ['.', -TURN_STEP],
  ['[', TURN_STEP],
  [']', -TURN_STEP],
])

/** What a key needs of the look. */
interface PressedLook {
  snapshot(): Pick<LookState, 'tool'>
  readonly selection: Pick<Selection, 'next' | 'nudge' | 'turn' | 'resize' | 'remove'> & {
    snapshot(): { readonly selected: SelectedByKeys | undefined }
  }
}

type SelectedByKeys =
  | Pick<Extract<Selected, { kind: 'mark' }>, 'kind' | 'canTurn' | 'canResize'>
  | Pick<Extract<Selected, { kind: 'model' }>, 'kind'>

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> &
  Partial<Pick<KeyboardEvent, 'repeat'>>

/** Whether it is a combination for the browser or the system. AltGr, which comes as Ctrl and Alt, and Option may only write a bracket. */
function isCombination({ key, ctrlKey, metaKey, altKey }: Press): boolean {
  const writes = altKey && (key === '[' || key === ']')
  return metaKey || ((ctrlKey || altKey) && !writes)
}

/** A key on the picture that is meant for what is selected, or that selects with the tool for it. True when it did something. */
export function pressOnSelection(look: PressedLook, press: Press): boolean {
  if (isCombination(press)) return false
  // A key that is held down is one change, however often it repeats.
  const { key, shiftKey, repeat = false } = press
  const { selection } = look
  if (key === 'Tab') return look.snapshot().tool === 'select' && selection.next(shiftKey ? -1 : 1)
  const { selected } = selection.snapshot()
  if (selected === undefined) return false
  const way = ways[key]
  const turn = turns.get(key)
  const canTurn = selected.kind === 'model' || selected.canTurn
  const canResize = selected.kind === 'model' || selected.canResize
  if (way !== undefined) {
    const step = shiftKey ? LARGE_NUDGE : NUDGE
    selection.nudge(way[0] * step, way[1] * step, repeat)
  } else if (key === 'Delete' || key === 'Backspace') selection.remove()
  else if (turn !== undefined && canTurn) selection.turn(turn, repeat)
  else if ((key === '+' || key === '=') && canResize) selection.resize(RESIZE_STEP, repeat)
  else if (key === '-' && canResize) selection.resize(1 / RESIZE_STEP, repeat)
  else return false
  return true
}
