import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import { openIdentity } from '#store/open-identity.ts'
import { CheckPage } from './check-page.tsx'
import { createChecker } from './checker.ts'
import { arTrial, browserLooks } from './looks.ts'
import { deviceWords, readBrowserFacts } from './platform.ts'
import { createSharing } from './sharing.ts'

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** UUID version 4 (RFC 9562, 5.4). This page also runs where it is not secure, and there `crypto.randomUUID` is missing. */
function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, i) => {
    const fixed = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte
    return fixed.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
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
  const sharing = createSharing({
    token,
    api,
    memory,
    openIdentity: (self) => openIdentity(self, window),
    makeId,
    after: later,
  })
  const linkOf = (): string | undefined => {
    const shared = sharing.snapshot()
    return shared.step === 'linked' ? shared.token : token
  }
  const checker = createChecker({
    looks: browserLooks({ facts, api, token: linkOf }),
    device: deviceWords(facts),
    now: () => Date.now(),
    after: later,
  })
  createRoot(root).render(
    <StrictMode>
      <CheckPage checker={checker} sharing={sharing} arTrial={(overlay) => arTrial(overlay, later)} />
    </StrictMode>,
  )
  await sharing.open()
}

/** Draws the device check. */
export function mount(root: HTMLElement): void {
  void start(root)
}
