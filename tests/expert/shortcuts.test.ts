import { describe, expect, it } from 'vitest'
import { colourKey, commandOf, type Press } from '#expert/shortcuts.ts'
import { MarkColour } from '#domain/mark.ts'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('[EX1] a key of the console', () => {
  it.each([
    ['v', { kind: 'tool', tool: 'pointer' }],
    ['A', { kind: 'tool', tool: 'arrow' }],
    ['c', { kind: 'tool', tool: 'circle' }],
    ['f', { kind: 'tool', tool: 'freehand' }],
    ['t', { kind: 'tool', tool: 'text' }],
    [' ', { kind: 'freeze' }],
    ['g', { kind: 'gallery' }],
    ['m', { kind: 'mute' }],
    ['Escape', { kind: 'put-away' }],
  ])('%s asks for its command', (key, command) => {
    expect(commandOf(press(key))).toEqual(command)
  })

  it('gives every colour the digit that its tooltip shows', () => {
    for (const colour of MarkColour.options)
      expect(commandOf(press(colourKey(colour)))).toEqual({ kind: 'colour', colour })
  })

  it.each([
    ['z', { ctrlKey: true }, 'undo'],
    ['z', { metaKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['y', { ctrlKey: true }, 'redo'],
  ])('%s with %o is %s', (key, held, kind) => {
    expect(commandOf(press(key, held))).toEqual({ kind })
  })

  it.each([
    ['a', { ctrlKey: true }],
    ['c', { metaKey: true }],
    ['t', { altKey: true }],
    ['y', { metaKey: true }],
    ['f', { shiftKey: true }],
    ['Tab', {}],
    ['Enter', {}],
    ['7', {}],
  ])('%s with %o stays what the browser makes of it', (key, held) => {
    expect(commandOf(press(key, held))).toBeUndefined()
  })
})
