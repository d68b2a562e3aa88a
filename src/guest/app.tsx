import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { GuestPage } from './guest-page.tsx'
import { openEntry } from './open-entry.ts'

async function start(root: HTMLElement): Promise<void> {
  const entry = await openEntry()
  createRoot(root).render(
    <StrictMode>
      <GuestPage entry={entry} />
    </StrictMode>,
  )
  await entry.open()
}

/** Draws the guest's app: everything behind a guest link. */
export function mount(root: HTMLElement): void {
  void start(root)
}
