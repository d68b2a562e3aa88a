import { MarkColour } from '#domain/mark.ts'
import type { ConsoleTool } from './look-state.ts'

/** What a key can ask of the console. */
export type Command =
  | { readonly kind: 'tool'; readonly tool: ConsoleTool }
  | { readonly kind: 'colour'; readonly colour: MarkColour }
  | { readonly kind: 'undo' | 'redo' | 'freeze' | 'gallery' | 'mute' | 'put-away' }

export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The letters of the tools, as the tooltips show them. */
export const toolKeys: Readonly<Record<ConsoleTool, string>> = {
  pointer: 'V',
  select: 'X',
  arrow: 'A',
  circle: 'C',
  freehand: 'F',
  measure: 'R',
  step: 'S',
  text: 'T',
}

/** The digit of a colour, as its tooltip shows it: its place in the row. */
export function colourKey(colour: MarkColour): string {
  return String(MarkColour.options.indexOf(colour) + 1)
}

const plain: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['v', { kind: 'tool', tool: 'pointer' }],
  ['x', { kind: 'tool', tool: 'select' }],
  ['a', { kind: 'tool', tool: 'arrow' }],
  ['c', { kind: 'tool', tool: 'circle' }],
  ['f', { kind: 'tool', tool: 'freehand' }],
  ['t', { kind: 'tool', tool: 'text' }],
  ['r', { kind: 'tool', tool: 'measure' }],
  ['s', { kind: 'tool', tool: 'step' }],
  ...MarkColour.options.map((colour): [string, Command] => [colourKey(colour), { kind: 'colour', colour }]),
  [' ', { kind: 'freeze' }],
  ['g', { kind: 'gallery' }],
  ['m', { kind: 'mute' }],
  ['escape', { kind: 'put-away' }],
])

/** The command of a key press, or undefined: the browser's own combinations stay the browser's. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): Command | undefined {
  const name = key.toLowerCase()
  if (altKey) return undefined
  if (ctrlKey || metaKey) {
    if (name === 'z') return { kind: shiftKey ? 'redo' : 'undo' }
    return name === 'y' && ctrlKey ? { kind: 'redo' } : undefined
  }
  return shiftKey ? undefined : plain.get(name)
}

/** Where keys write, or belong to a dialog or menu: there is no shortcut there. A radio button takes no letters. */
const WRITES =
  'input:not([type="radio"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'
/** What Space presses by itself. */
const PRESSES = 'button, a, input, summary, video'

/** The button that stands around this element, or the like: what Space would press there. */
export function pressedBySpace(target: EventTarget | null): Element | undefined {
  return target instanceof Element ? (target.closest(PRESSES) ?? undefined) : undefined
}

/**
 * Whether the element that has the focus wants this key for itself.
 * @param clicked the button that got the focus from a mouse or a finger: nobody means it any more by pressing Space
 */
export function keepsKey(target: EventTarget | null, key: string, clicked?: Element): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(WRITES) !== null) return true
  const button = key === ' ' ? pressedBySpace(target) : undefined
  return button !== undefined && button !== clicked
}
