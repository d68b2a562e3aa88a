import { createInviting, randomInviteToken, type Inviting } from '#call/inviting.ts'
import { createRequesting, type Requesting } from '#call/requesting.ts'
import { createSharing, type Sharing } from '#call/sharing.ts'
import { createValue, type Readable, type WritableValue } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import { recordLostEverywhere } from '#recording/lost-stills.ts'
import { createStillWork } from '#recording/still-work.ts'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { identityName } from '#store/indexed-store.ts'
import type { Kept, LocalStore } from '#store/local-store.ts'
import { openIdentity } from '#store/open-identity.ts'
import type { PortalApi } from '#store/portal-api.ts'
import type { Sync } from '#store/sync.ts'
import { portalNow } from '#store/portal-clock.ts'
import { openFilms, type Films } from './films.ts'
import type { Who } from './gate/last-agent.ts'
import { watchRosters, type Rosters } from './rosters.ts'

/** Everything that the screens of one signed-in agent share: made in one place, closed together. */
export interface PortalSession {
  readonly who: WritableValue<Who>
  readonly api: PortalApi
  readonly store: LocalStore
  readonly sync: Pick<Sync, 'snapshot' | 'subscribe' | 'syncNow'>
  readonly films: Pick<Films, 'progress' | 'entries' | 'film'>
  /** Pictures of stills that still wait for the portal. */
  readonly waitingStills: Readable<number>
  readonly rosters: Readable<Rosters | undefined>
  readonly makeId: MakeId
  readonly now: Now
  /** The links of one session; the caller closes it. */
  inviting(sessionId: Id): Inviting
  /** The recording requests of one session; the caller closes it. */
  requesting(sessionId: Id): Requesting
  /** The links to recordings of one session; the caller closes it. */
  sharing(sessionId: Id): Sharing
  close(): void
}

/** The seats that this agent took in calls, now and as they come: what was taken from them is this agent's own. */
async function watchOwnSeats(store: LocalStore, agentId: string) {
  const participants = store.watch('participant')
  const own = new Set<Id>()
  const take = (list: readonly Kept<'participant'>[] = []): void => {
    for (const { record } of list) if (record.agentId === agentId) own.add(record.id)
  }
  const off = participants.subscribe(() => take(participants.snapshot()))
  take(await store.readAll('participant').catch(() => []))
  return { has: (id: Id) => own.has(id), off }
}

/** Opens the memory of an agent on this device and everything that works on it. Rejects with a StoreError. */
export async function openPortalSession(who: Who, page: Window): Promise<PortalSession> {
  const self = { kind: 'agent', agentId: who.agent.id } as const
  const { store, api, live, sync, close } = await openIdentity(self, page)
  // At once: the first rosters come right after the channel's `ready`.
  const rosters = watchRosters(live)
  const [memory, films, seats] = await Promise.all([
    openDeviceMemory(),
    openFilms({ name: identityName(self), store, api, sync, page }),
    watchOwnSeats(store, who.agent.id),
  ])
  void recordLostEverywhere(store, (still) => seats.has(still.author), portalNow()).catch(() => undefined)
  const stills = createStillWork({
    store,
    baseUrl: api.baseUrl,
    authorization: () => api.authorization,
    isOwn: (still) => seats.has(still.author),
    digest: (bytes) => crypto.subtle.digest('SHA-256', bytes),
    setTimeout: (callback, milliseconds) => page.setTimeout(callback, milliseconds),
    clearTimeout: (timer) => page.clearTimeout(timer),
  })
  const makeId: MakeId = () => crypto.randomUUID()
  const now = portalNow
  const forLinks = { api, memory, makeId, randomToken: randomInviteToken, now, here: page.location }
  return {
    who: createValue(who),
    api,
    store,
    sync,
    films,
    waitingStills: stills,
    rosters,
    makeId,
    now,
    inviting: (sessionId) => createInviting({ sessionId, ...forLinks }),
    requesting: (sessionId) => createRequesting({ sessionId, ...forLinks }),
    sharing: (sessionId) => createSharing({ sessionId, ...forLinks }),
    close() {
      seats.off()
      rosters.close()
      stills.close()
      films.close()
      memory.close()
      close()
    },
  }
}
