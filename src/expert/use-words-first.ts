import type { KeyboardEvent, RefObject } from 'react'
import { useFirstFocus } from '#desk/parts/use-first-focus.ts'

/** For a tool whose words come first: who takes it in hand writes next, and Enter or Escape goes on to the picture, where it is placed. */
export function useWordsFirst(onDone: () => void): {
  readonly field: RefObject<HTMLInputElement | null>
  readonly onKeyDown: (event: KeyboardEvent) => void
} {
  const field = useFirstFocus<HTMLInputElement>()
  return {
    field,
    onKeyDown(event) {
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      onDone()
    },
  }
}
