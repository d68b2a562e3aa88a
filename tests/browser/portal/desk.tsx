import '@mantine/core/styles.css'
import '#ui/tokens.css'
import '#ui/base.css'
import '#ui/mantine-bridge.css'
import { createTheme, MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { createInviting } from '#call/inviting.ts'
import { createRequesting } from '#call/requesting.ts'
import { createSharing } from '#call/sharing.ts'
import { createValue } from '#domain/engine.ts'
import { succeed } from '#domain/problem.ts'
import type { Accepted, Change } from '#domain/sync.ts'
import type { Gate } from '#portal/gate/gate.ts'
import type { PortalSession } from '#portal/portal-session.ts'
import type { Rosters } from '#portal/rosters.ts'
import { PortalContext } from '#portal/session-context.ts'
import { SignedIn } from '#portal/signed-in.tsx'
import type { FilmProgress } from '#recording/film-work.ts'
import type { VaultEntry } from '#recording/vault.ts'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { openLocalStore } from '#store/indexed-store.ts'
import { createSync } from '#store/sync.ts'
import { farpointTheme } from '#ui/theme.ts'
import { createFakeApi, type FakeAnswers } from '../../portal/fake-api.ts'

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ada = {
  agent: { id: 'agent-ada', name: 'Ada', email: 'ada@example.com', role: 'owner' as const },
  workspace: { id: 'w', name: 'Plant Nord' },
}
export const open = {
  status: 'open' as const,
  id: uuid(1),
  ticketNumber: 42,
  title: 'Pump 3 leaks',
  createdAt: Date.UTC(2026, 4, 14, 9),
  createdBy: 'Ada',
}

/** A portal that has these records and accepts every push; the network at the screens' edge. */
export function createPortal(records: readonly Change[] = []): FakeAnswers {
  const kept: Accepted[] = records.map((change, index) => ({ revision: index + 1, change }))
  return {
    pull: ({ after }) => {
      const changes = kept.filter(({ revision }) => revision > Number(after))
      return succeed({ changes, cursor: kept.length, more: false })
    },
    push: ({ changes }) =>
      succeed({
        results: (changes as Change[]).map((change) => {
          kept.push({ revision: kept.length + 1, change })
          return { status: 'accepted' as const, id: change.record.id, revision: kept.length }
        }),
      }),
    addresses: () => succeed({ network: [], caDownload: true }),
    agents: () => succeed({ agents: [ada.agent] }),
  }
}

let closeLast = async (): Promise<void> => undefined

/** Takes the last desk off the page and closes what it opened. */
export function closeDesk(): Promise<void> {
  return closeLast()
}

/**
 * The signed-in portal on real IndexedDB and real sync. Only the network (`answers`, nothing means that the portal is out of
 * reach), the call's rosters and the films are the test's. The same `name` is the same device.
 */
export async function openDesk(path: string, answers: FakeAnswers, name = `test-${crypto.randomUUID()}`) {
  await closeLast()
  const network = { ...answers }
  const portal = createFakeApi(network)
  const store = await openLocalStore({ name })
  const memory = await openDeviceMemory()
  const sync = createSync({
    store,
    api: portal.api,
    live: { onNotice: () => () => undefined },
    // Nothing happens by waiting here: rounds come from what the test does.
    timers: { after: () => () => undefined },
    online: createValue(true),
    visible: createValue(true),
    exclusive: (work) => work(),
    now: Date.now,
    random: () => 0,
  })
  const films = createValue<readonly FilmProgress[]>([])
  const entries = createValue<readonly VaultEntry[]>([])
  const blobs = new Map<string, Blob>()
  const rosters = createValue<Rosters | undefined>(new Map())
  const forLinks = {
    api: portal.api,
    memory,
    makeId: () => crypto.randomUUID(),
    randomToken: () => 'A'.repeat(22),
    now: Date.now,
    here: { hostname: 'farpoint.example', origin: 'https://farpoint.example' },
  }
  const session: PortalSession = {
    who: createValue(ada),
    api: portal.api,
    store,
    sync,
    films: { progress: films, entries, film: async (id) => blobs.get(id) },
    waitingStills: createValue(0),
    rosters,
    makeId: () => crypto.randomUUID(),
    now: Date.now,
    inviting: (sessionId) => createInviting({ sessionId, ...forLinks }),
    requesting: (sessionId) => createRequesting({ sessionId, ...forLinks }),
    sharing: (sessionId) => createSharing({ sessionId, ...forLinks }),
    close: () => undefined,
  }
  const gate: Pick<Gate, 'signOut'> = { signOut: () => portal.api.call('signOut', {}) }
  const { hook, searchHook, history } = memoryLocation({ path, record: true })
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  root.render(
    <MantineProvider theme={createTheme(farpointTheme)} env="test">
      <Router hook={hook} searchHook={searchHook}>
        <PortalContext value={{ gate: gate as Gate, portal: session }}>
          <SignedIn />
        </PortalContext>
      </Router>
    </MantineProvider>,
  )
  closeLast = async () => {
    closeLast = async () => undefined
    root.unmount()
    host.remove()
    sync.close()
    memory.close()
    store.close()
  }
  return { name, store, sync, films, entries, blobs, rosters, network, calls: portal.calls, history }
}
