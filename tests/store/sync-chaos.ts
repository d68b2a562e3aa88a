import fc from 'fast-check'
import { createSignal, createValue } from '#domain/engine.ts'
import type { LiveNotice } from '#domain/live.ts'
import { createPortalApi } from '#store/http-portal-api.ts'
import type { LocalStore } from '#store/local-store.ts'
import { createSync, type Sync } from '#store/sync.ts'
import { message, recording, recordingStates } from '../contracts/local-store-records.ts'
import { createManualTimers } from './manual-timers.ts'
import { createPortalDouble, fetchOf, type Fault, type PortalDouble } from './portal-double.ts'

const faults: readonly Fault[] = [
  'cut before',
  'cut after',
  'cut after',
  'server-error',
  'html 502',
  'html 200',
  'html 403',
  'empty',
  'too-many-tries',
]

type Command =
  | { readonly do: 'write'; readonly on: 0 | 1; readonly n: number; readonly state: number }
  | { readonly do: 'fail'; readonly fault: Fault }
  /** `sync`: asked for and waited for; `pass`: time goes by; `reopen`: the page is closed, whatever it is doing, and opened. */
  | { readonly do: 'sync' | 'pass' | 'reopen'; readonly on: 0 | 1 }
  | { readonly do: 'notice' }

const on = fc.constantFrom(0 as const, 1 as const)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      on,
      n: fc.integer({ min: 1, max: 8 }),
      state: fc.integer({ min: 0, max: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('fail' as const), fault: fc.constantFrom(...faults) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('sync' as const, 'pass' as const, 'pass' as const, 'reopen' as const),
      on,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('notice' as const) }) },
)

interface Opening {
  open(): Promise<LocalStore>
  /** Closes and opens the same store again; absent for stores that do not outlive their page. */
  readonly reopen?: (store: LocalStore) => Promise<LocalStore>
}

/** One device whose page may be closed at any time. */
class Device {
  readonly timers = createManualTimers()
  readonly portal: PortalDouble
  readonly notices: ReturnType<typeof createSignal<[LiveNotice]>>
  store: LocalStore
  sync: Sync

  constructor(portal: PortalDouble, notices: Device['notices'], store: LocalStore) {
    this.portal = portal
    this.notices = notices
    this.store = store
    this.sync = this.start()
  }

  start(): Sync {
    return createSync({
      store: this.store,
      api: createPortalApi({ baseUrl: '', fetch: fetchOf(this.portal) }),
      live: { onNotice: this.notices.on },
      timers: this.timers,
      online: createValue(true),
      visible: createValue(true),
      exclusive: (work) => work(),
      now: () => 1,
      random: () => 0.5,
    })
  }

  async reopen(opening: Opening): Promise<void> {
    this.sync.close()
    if (opening.reopen !== undefined) this.store = await opening.reopen(this.store)
    this.sync = this.start()
  }

  close(): void {
    this.sync.close()
    this.store.close()
  }
}

function must(holds: boolean, law: string): void {
  if (!holds) throw new Error(`Broken: ${law}`)
}

/** The portal gives the keys of a record in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The n-th record of one device: its own ids, six messages and two recordings. */
function changeOf(device: 0 | 1, n: number, state: number) {
  const own = device * 100 + n
  return n <= 6 ? message(own) : recording(own, recordingStates[state] ?? 'capturing')
}

async function run(opening: Opening, commands: readonly Command[]): Promise<void> {
  const portal = createPortalDouble()
  const notices = createSignal<[LiveNotice]>()
  const one = new Device(portal, notices, await opening.open())
  const two = new Device(portal, notices, await opening.open())
  const deviceOf = (which: 0 | 1): Device => (which === 0 ? one : two)
  const written = new Map<string, number>()
  try {
    for (const what of commands) {
      switch (what.do) {
        case 'write': {
          const change = changeOf(what.on, what.n, what.state)
          await deviceOf(what.on).store.write(change)
          const state = what.n <= 6 ? 0 : what.state
          written.set(change.record.id, Math.max(state, written.get(change.record.id) ?? 0))
          break
        }
        case 'fail':
          portal.failNext(what.fault)
          break
        case 'sync':
          await deviceOf(what.on).sync.syncNow()
          break
        case 'pass':
          deviceOf(what.on).timers.pass()
          break
        case 'reopen':
          await deviceOf(what.on).reopen(opening)
          break
        case 'notice':
          notices.emit({ type: 'changed', revision: portal.revision() })
      }
    }
    // The weather clears: whatever is still meant to fail fails now.
    for (const device of [one, two, one, two]) {
      let tries = 0
      do await device.sync.syncNow()
      while (device.sync.snapshot().status !== 'synced' && ++tries < 60)
    }
    must(
      one.sync.snapshot().status === 'synced' && two.sync.snapshot().status === 'synced',
      'both get through',
    )
    must(portal.ids().length === written.size, 'the portal has what was written and nothing else')
    for (const [id, state] of written) {
      const kept = portal.kept(id)
      must(kept !== undefined, 'nothing that was written is lost')
      must(portal.keptTimes(id) <= state + 1, 'nothing is kept twice')
      const status = kept?.kind === 'recording' ? recordingStates.indexOf(kept.record.status) : 0
      must(status === state, 'the furthest state arrives')
    }
    const lists = await Promise.all(
      [one, two].map(async ({ store }) => [
        await store.readAll('message'),
        await store.readAll('recording'),
        await store.cursor(),
      ]),
    )
    must(canonical(lists[0]) === canonical(lists[1]), 'both devices show the same')
    must(
      (await one.store.readAll('message')).every(({ where }) => where.status === 'in-portal'),
      'all is there',
    )
  } finally {
    one.close()
    two.close()
  }
}

/**
 * Two devices and a portal under random faults, lost notices, passing time and closed pages: in the end the portal has
 * everything exactly once, in its furthest state, and both devices show it.
 */
export async function checkSyncInBadWeather(
  options: Opening & { readonly runs: number; readonly seed: number },
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), (commands) =>
      run(options, commands),
    ),
    { numRuns: options.runs, seed: options.seed },
  )
}
