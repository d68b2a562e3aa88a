import { useEffect, useRef, type RefObject } from 'react'

/** For the field that a person asked for by opening what it stands in: it takes the focus once, when it appears. */
export function useFirstFocus<T extends HTMLElement>(): RefObject<T | null> {
  const field = useRef<T>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}
