import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import { openIdentity } from '#store/open-identity.ts'
import { CheckPage } from './check-page.tsx'
import { createChecker } from './checker.ts'
import { browserLooks } from './looks.ts'
import { deviceWords, readBrowserFacts } from './platform.ts'
import { createSharing } from './sharing.ts'

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

async function start(root: HTMLElement): Promise<void> {
  // As on the pages of a link: the simulated phone has to be there before anything asks for it.
  if (new URLSearchParams(location.search).get('simulate') === 'phone') {
    const { installPhoneSimulator } = await import('#ar/simulator/install.ts')
    await installPhoneSimulator()
  }
  const [facts, memory] = await Promise.all([readBrowserFacts(navigator), openDeviceMemory()])
  const api = createPortalApi({ baseUrl: location.origin, fetch: globalThis.fetch })
  const token = location.hash.length > 1 ? location.hash.slice(1) : undefined
  const checker = createChecker({
    looks: browserLooks({ facts, api, token }),
    device: deviceWords(facts),
    now: () => Date.now(),
    after: later,
  })
  const sharing = createSharing({
    token,
    api,
    memory,
    openIdentity: (self) => openIdentity(self, window),
    makeId: () => crypto.randomUUID(),
    after: later,
  })
  createRoot(root).render(
    <StrictMode>
      <CheckPage checker={checker} sharing={sharing} />
    </StrictMode>,
  )
  await sharing.open()
}

/** Draws the device check. */
export function mount(root: HTMLElement): void {
  void start(root)
}
