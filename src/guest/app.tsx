import { StrictMode, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { createPortalApi } from '#store/http-portal-api.ts'
import { GuestPage } from './guest-page.tsx'
import { openEntry } from './open-entry.ts'

/*
 * Recording alone and watching come as pieces of this app, so that the way into a call stays light.
 */
async function watchPage(token: string): Promise<ReactElement> {
  const { WatchPage } = await import('./watch/watch-page.tsx')
  const api = createPortalApi({ baseUrl: location.origin, fetch: globalThis.fetch })
  return <WatchPage api={api} token={token} />
}

async function start(root: HTMLElement): Promise<void> {
  const [, segment, token = ''] = location.pathname.split('/')
  const draw = (page: ReactElement): void => createRoot(root).render(<StrictMode>{page}</StrictMode>)
  if (segment === 'watch') return draw(await watchPage(token))
  const entry = await openEntry()
  if (segment === 'record') {
    const { RecordPage } = await import('./record/record-page.tsx')
    draw(<RecordPage entry={entry} />)
  } else draw(<GuestPage entry={entry} />)
  await entry.open()
}

/** Draws the guest's app: everything behind a link. */
export function mount(root: HTMLElement): void {
  void start(root)
}
