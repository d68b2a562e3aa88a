import { InviteToken } from '#domain/invite.ts'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import { createEntry, type Entry } from './entry.ts'
import { makeSecret } from './secret.ts'

/** The way in by the link of this page's address, with the simulated phone in place when the address asks for it. */
export async function openEntry(): Promise<Entry> {
  // The simulated phone replaces what a browser on a phone would provide, so it has to be there before anything asks for it.
  if (new URLSearchParams(location.search).get('simulate') === 'phone') {
    const { installPhoneSimulator } = await import('#ar/simulator/install.ts')
    await installPhoneSimulator()
  }
  const token = location.pathname.split('/')[2] ?? ''
  const parsed = InviteToken.safeParse(token)
  return createEntry({
    token: parsed.success ? parsed.data : token,
    api: createPortalApi({ baseUrl: location.origin, fetch: globalThis.fetch }),
    memory: await openDeviceMemory(),
    makeId: () => crypto.randomUUID(),
    makeSecret,
  })
}
