import { expect, it } from 'vitest'
import type { UnreliableMessage } from '#domain/wire.ts'
import { EMPTY_VIEW } from '#ar/live-view/view-state.ts'
import { pointerStroke } from '#expert/strokes.ts'
import { createManualTimers } from '../store/manual-timers.ts'

const stillId = '00000000-0000-4000-8000-000000000003'

it('[EX6] a pointer that is held still says again where it is, in the frame that is seen then, and on which still', () => {
  const said: UnreliableMessage[] = []
  const timers = createManualTimers()
  let frame = 7
  let view = EMPTY_VIEW
  const stroke = pointerStroke(
    { call: { sendUnreliable: (message) => said.push(message) }, timers, state: () => ({ colour: 'blue' }) },
    {
      seenPoint: () => ({ u: 0.5, v: 0.25, frame }),
      showPointer: () => undefined,
      snapshot: () => view,
    },
  )
  stroke.move(10, 10, {})
  stroke.move(11, 10, {})
  expect(timers.pauses()).toEqual([500])
  frame = 22
  timers.pass()
  view = { ...EMPTY_VIEW, stillId }
  timers.pass()
  stroke.up()
  expect(timers.pauses()).toEqual([])
  const at = (seen: number) => ({ type: 'pointer', point: { u: 0.5, v: 0.25, frame: seen }, colour: 'blue' })
  expect(said).toEqual([at(7), at(7), at(22), { ...at(22), stillId }, { type: 'pointer.gone' }])
})
