import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openEntry } from '../open-entry.ts'
import { RecordPage } from './record-page.tsx'

async function start(root: HTMLElement): Promise<void> {
  const entry = await openEntry()
  createRoot(root).render(
    <StrictMode>
      <RecordPage entry={entry} />
    </StrictMode>,
  )
  await entry.open()
}

/** Draws everything behind a recording request: who asks, the recording, and its way to the portal. */
export function mount(root: HTMLElement): void {
  void start(root)
}
