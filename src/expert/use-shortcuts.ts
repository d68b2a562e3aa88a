import { useEffect, useEffectEvent } from 'react'
import type { ExpertCall } from './expert-call.ts'
import { commandOf, keepsKey } from './shortcuts.ts'

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
      return look.pick('pointer')
    case 'gallery':
  }
}

/** Keys of the console while nobody types: tools, colours, undo, freeze, gallery, microphone. */
export function useShortcuts(expert: ExpertCall, onGallery: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const command = commandOf(event)
    if (command === undefined || event.defaultPrevented || keepsKey(event.target, event.key)) return
    // Space would scroll the page and Ctrl+Z would undo in a field that was left long ago.
    event.preventDefault()
    if (command.kind === 'gallery') onGallery()
    else carryOut(expert, command)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
