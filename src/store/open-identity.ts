import type { LiveChannel } from './live-channel.ts'
import type { LocalStore } from './local-store.ts'
import type { PortalApi } from './portal-api.ts'
import { browserOnline, browserVisible, oneTabAtATime } from './browser-edge.ts'
import { createPortalApi, guestAuthorization, guestProof } from './http-portal-api.ts'
import { identityName, openLocalStore } from './indexed-store.ts'
import { createLiveChannel, liveUrl } from './live-socket.ts'
import { createSync, type Sync } from './sync.ts'
import { realTimers } from './timers.ts'

/** Who uses this page: an agent, known by cookie, or a guest, known by the seat that the device keeps. */
export type Self =
  | { readonly kind: 'agent'; readonly agentId: string }
  | { readonly kind: 'guest'; readonly participantId: string; readonly secret: string }

/** Everything that the pages of one identity share; made once per page. */
export interface OpenIdentity {
  readonly store: LocalStore
  readonly api: PortalApi
  readonly live: LiveChannel
  readonly sync: Sync
  close(): void
}

/** Opens an identity's memory in this browser and ties it to the portal that served the page. Rejects as openLocalStore does. */
export async function openIdentity(self: Self, page: Window): Promise<OpenIdentity> {
  const name = identityName(self)
  const store = await openLocalStore({ name })
  const guest = self.kind === 'guest' ? self : undefined
  const timers = realTimers
  const online = browserOnline(page)
  const random = Math.random
  const api = createPortalApi({
    baseUrl: page.location.origin,
    fetch: globalThis.fetch,
    authorization: guest && guestAuthorization(guest),
  })
  const live = createLiveChannel({
    url: liveUrl(page.location.origin),
    hello: { type: 'hello', ...(guest && { guest: guestProof(guest) }) },
    timers,
    online,
    random,
  })
  const exclusive = oneTabAtATime(`${name}-sync`, page.navigator.locks, timers)
  const visible = browserVisible(page.document)
  const sync = createSync({ store, api, live, timers, online, visible, exclusive, now: Date.now, random })
  // A live channel that breaks off is the first sign of a portal that is gone: a round finds out, so that the pages say so at
  // once and not at the next write.
  let wasOpen = false
  const offLive = live.subscribe(() => {
    const isOpen = live.snapshot() === 'open'
    if (wasOpen && !isOpen) void sync.syncNow()
    wasOpen = isOpen
  })
  return {
    store,
    api,
    live,
    sync,
    close() {
      offLive()
      sync.close()
      live.close()
      store.close()
    },
  }
}
