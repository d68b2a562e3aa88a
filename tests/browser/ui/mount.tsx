import type { ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/tokens.css'
import '#ui/base.css'

/** Puts an element on the page and takes the previous one off, so that every test starts with an empty page. */
export function mount(element: ReactElement): { rerender(next: ReactElement): void } {
  unmount()
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  root.render(element)
  current = () => {
    root.unmount()
    host.remove()
  }
  return { rerender: (next) => root.render(next) }
}

let current: (() => void) | undefined

export function unmount(): void {
  current?.()
  current = undefined
}
