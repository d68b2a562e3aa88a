import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { InviteToken } from '#domain/invite.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { createEntry } from './entry.ts'
import { GuestPage } from './guest-page.tsx'

/** 128 random bits in base64url, as links and guests' secrets are written. */
function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function start(root: HTMLElement): Promise<void> {
  // The simulated phone replaces what a browser on a phone would provide, so it has to be there before anything asks for it.
  if (new URLSearchParams(location.search).get('simulate') === 'phone') {
    const { installPhoneSimulator } = await import('#ar/simulator/install.ts')
    await installPhoneSimulator()
  }
  const token = location.pathname.split('/')[2] ?? ''
  const parsed = InviteToken.safeParse(token)
  const entry = createEntry({
    token: parsed.success ? parsed.data : token,
    api: createPortalApi({ baseUrl: location.origin, fetch: globalThis.fetch }),
    memory: await openDeviceMemory(),
    makeId: () => crypto.randomUUID(),
    makeSecret,
  })
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
