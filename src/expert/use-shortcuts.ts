import { useEffect, useEffectEvent, useRef } from 'react'
import type { ExpertCall } from './expert-call.ts'
import type { Look } from './look-state.ts'
import { commandOf, keepsKey, pressedBySpace } from './shortcuts.ts'

function carryOut(expert: ExpertCall, command: NonNullable<ReturnType<typeof commandOf>>): void {
  const { look, shared, media } = expert
  switch (command.kind) {
    case 'tool':
      return look.pick(command.tool)
    case 'colour':
      return look.paint(command.colour)
    case 'undo':
      return shared.undo()
    case 'redo':
      return shared.redo()
    case 'freeze': {
      const { mode } = look.snapshot().view
      if (mode === 'frozen') look.unfreeze()
      else if (mode === 'live') void look.freeze()
      return
    }
    case 'mute':
      return media.setMuted(!media.snapshot().muted)
    case 'put-away':
      return putAway(look)
    case 'gallery':
  }
}

/** One thing at a time, the newest first: the measure that is being made, the model at the pointer, what is selected, the tool. */
function putAway(look: Look): void {
  if (look.finish()) return
  if (look.snapshot().placing !== undefined) look.choose(undefined)
  else if (look.selection.snapshot().selected !== undefined) look.selection.select(undefined)
  else look.pick('pointer')
}

export interface ShortcutScreens {
  readonly onGallery: () => void
  readonly onHelp: () => void
}

/** Keys of the console while nobody types: tools, colours, undo, freeze, gallery, microphone, and the list of them. */
export function useShortcuts(expert: ExpertCall, { onGallery, onHelp }: ShortcutScreens): void {
  /** What the mouse or a finger touched last; a button that keys walked to since is not it. */
  const clicked = useRef<Element>(undefined)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Tab') clicked.current = undefined
    if (event.defaultPrevented || keepsKey(event.target, event.key, clicked.current)) return
    // Wherever a keyboard has it: most need Shift for it.
    if (event.key === '?') return onHelp()
    const command = commandOf(event)
    if (command === undefined) return
    // Space would scroll the page and Ctrl+Z would undo in a field that was left long ago.
    event.preventDefault()
    // Some browsers press a button only when Space comes up again.
    if (event.key === ' ' && event.target instanceof HTMLElement && event.target === clicked.current)
      event.target.blur()
    if (command.kind === 'gallery') onGallery()
    else carryOut(expert, command)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    const touch = ({ target }: PointerEvent): void => {
      clicked.current = pressedBySpace(target)
    }
    document.addEventListener('keydown', listen)
    document.addEventListener('pointerdown', touch, true)
    return () => {
      document.removeEventListener('keydown', listen)
      document.removeEventListener('pointerdown', touch, true)
    }
  }, [])
}
