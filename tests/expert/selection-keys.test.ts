import { describe, expect, it } from 'vitest'
import { pressOnSelection } from '#expert/selection-keys.ts'
import type { Selected, Selection } from '#expert/selected.ts'
import { createPresses, TURN_STEP } from '#expert/selection-steps.ts'

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }

/** What was asked of the selection, as words; a mark is selected that can all of it. */
function desk(selected: Pick<Extract<Selected, { kind: 'mark' }>, 'canTurn' | 'canResize'> | undefined) {
  const done: string[] = []
  const note =
    (name: string) =>
    (...how: readonly (number | boolean | undefined)[]): void =>
      void done.push([name, ...how.filter((one) => one !== false)].join(' '))
  const selection: Pick<Selection, 'nudge' | 'turn' | 'resize' | 'remove' | 'next'> & {
    snapshot(): {
      selected: Pick<Extract<Selected, { kind: 'mark' }>, 'kind' | 'canTurn' | 'canResize'> | undefined
    }
  } = {
    snapshot: () => ({ selected: selected && { kind: 'mark', ...selected } }),
    nudge: note('nudge'),
    turn: note('turn'),
    resize: note('resize'),
    remove: note('remove'),
    next: () => true,
  }
  return { done, look: { selection, snapshot: () => ({ tool: 'select' as const }) } }
}

const able = { canTurn: true, canResize: true }

describe('[EX2] a key on what is selected', () => {
  it.each([
    [',', {}, `turn ${TURN_STEP}`],
    ['.', {}, `turn ${-TURN_STEP}`],
    ['.', { shiftKey: true }, `turn ${-TURN_STEP}`],
    ['[', {}, `turn ${TURN_STEP}`],
    ['[', { altKey: true }, `turn ${TURN_STEP}`],
    [']', { altKey: true, ctrlKey: true }, `turn ${-TURN_STEP}`],
    ['ArrowLeft', {}, 'nudge -4 0'],
    ['ArrowDown', { shiftKey: true }, 'nudge 0 24'],
    ['ArrowLeft', { repeat: true }, 'nudge -4 0 true'],
    ['.', { repeat: true }, `turn ${-TURN_STEP} true`],
    ['Delete', {}, 'remove'],
  ])('%s with %o does its work', (key, held, what) => {
    const { look, done } = desk(able)
    expect(pressOnSelection(look, { ...plain, key, ...held })).toBe(true)
    expect(done).toEqual([what])
  })

  it.each([
    ['[', { metaKey: true }],
    ['[', { ctrlKey: true }],
    [',', { altKey: true }],
    [',', { metaKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['a', {}],
  ])('%s with %o stays what the browser makes of it', (key, held) => {
    const { look, done } = desk(able)
    expect(pressOnSelection(look, { ...plain, key, ...held })).toBe(false)
    expect(done).toEqual([])
  })

  it('leaves keys alone that what is selected cannot follow', () => {
    const { look, done } = desk({ canTurn: false, canResize: false })
    for (const key of [',', ']', '+', '-']) expect(pressOnSelection(look, { ...plain, key })).toBe(false)
    expect(done).toEqual([])
  })
})

it('[EX14] a change that goes on belongs to the press before it; any other is a press of its own', () => {
  let made = 0
  const press = createPresses(() => `press ${++made}`)
  expect([false, true, true, false, false].map(press)).toEqual([
    'press 1',
    'press 1',
    'press 1',
    'press 2',
    'press 3',
  ])
  expect(createPresses(() => 'first')(true)).toBe('first')
})
