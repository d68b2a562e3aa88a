import { StrictMode, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { Entry } from './entry.ts'
import { GuestPage } from './guest-page.tsx'
import { openEntry } from './open-entry.ts'

/** A recording request is answered alone; its page comes as a piece of this app, so that the way into a call stays light. */
async function pageFor(entry: Entry): Promise<ReactElement> {
  if (location.pathname.split('/')[1] !== 'record') return <GuestPage entry={entry} />
  const { RecordPage } = await import('./record/record-page.tsx')
  return <RecordPage entry={entry} />
}

async function start(root: HTMLElement): Promise<void> {
  const entry = await openEntry()
  createRoot(root).render(<StrictMode>{await pageFor(entry)}</StrictMode>)
  await entry.open()
}

/** Draws the guest's app: everything behind a guest link or a recording request. */
export function mount(root: HTMLElement): void {
  void start(root)
}
