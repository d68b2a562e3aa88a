import fc from 'fast-check'
import type { LocalStore, Settled, Whereabouts } from '#store/local-store.ts'
import type { Id } from '#domain/ids.ts'
import { problem } from '#domain/problem.ts'
import type { Accepted, Change } from '#domain/sync.ts'
import { idOf, message, recording, recordingStates, sessionA, until } from './local-store-records.ts'

/* Ids 1 to 4 are messages, 5 and 6 recordings: few, so that commands meet on the same record. */
const LAST_MESSAGE = 4
const LAST = 6

type Command =
  | { readonly do: 'write' | 'receive' | 'elsewhere'; readonly n: number; readonly state: number }
  /** Takes from the outbox and sends; the portal keeps it, refuses it, or never gets it. */
  | { readonly do: 'push'; readonly limit: number; readonly fate: 'kept' | 'refused' | 'lost' }
  /** An answer that is under way arrives, or is dropped with its connection. */
  | { readonly do: 'answer'; readonly which: number; readonly isDropped: boolean }
  | { readonly do: 'pull'; readonly limit: number }
  | { readonly do: 'reopen' }

const n = fc.integer({ min: 1, max: LAST })
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      n,
      state: fc.integer({ min: 0, max: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('receive' as const, 'elsewhere' as const),
      n,
      state: fc.integer({ min: 0, max: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      limit: fc.integer({ min: 1, max: LAST }),
      fate: fc.constantFrom('kept' as const, 'kept' as const, 'refused' as const, 'lost' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat(3),
      isDropped: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pull' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
)

function changeOf(id: number, state: number): Change {
  return id <= LAST_MESSAGE ? message(id) : recording(id, recordingStates[state] ?? 'capturing')
}

function numberOf(id: Id): number {
  return Number(id.slice(-12))
}

function idIn(row: { readonly change: Change }): Id {
  return row.change.record.id
}

function sorted(ids: readonly Id[]): readonly Id[] {
  return [...ids].sort((a, b) => (a < b ? -1 : 1))
}

function must(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(`Broken: ${law}`)
}

function same(actual: unknown, wished: unknown, law: string): void {
  const [is, be] = [JSON.stringify(actual), JSON.stringify(wished)]
  must(is === be, `${law}: ${is} is not ${be}`)
}

/** How far on a record is: messages are what they are. */
function stateOf(change: Change): number {
  return change.kind === 'recording' ? recordingStates.indexOf(change.record.status) : 0
}

/** The portal as the simplest thing that can be: the furthest state of each record, with the revision of its last step. */
class ModelPortal {
  readonly kept = new Map<Id, Accepted>()
  revision = 0

  take(change: Change): number {
    const { id } = change.record
    const current = this.kept.get(id)
    if (current !== undefined && stateOf(change) <= stateOf(current.change)) return current.revision
    this.kept.set(id, { revision: ++this.revision, change })
    return this.revision
  }

  after(cursor: number, limit: number): { changes: Accepted[]; cursor: number; more: boolean } {
    const newer = [...this.kept.values()]
      .filter((item) => item.revision > cursor)
      .sort((a, b) => a.revision - b.revision)
    const changes = newer.slice(0, limit)
    const more = newer.length > limit
    return { changes, more, cursor: more ? (changes.at(-1)?.revision ?? cursor) : this.revision }
  }
}

interface UnderWay {
  readonly pushed: readonly Change[]
  readonly results: readonly Settled[]
}

/** One run of commands on a store and a portal, with what must hold after each of them. */
class Run {
  readonly portal = new ModelPortal()
  underWay: UnderWay[] = []
  /** The furthest state of each record that this device made itself. */
  readonly own = new Map<number, number>()
  readonly seen = new Set<number>()

  store: LocalStore
  offList: () => void
  readonly reopen: ((store: LocalStore) => Promise<LocalStore>) | undefined

  constructor(store: LocalStore, reopen: Run['reopen']) {
    this.store = store
    this.reopen = reopen
    this.offList = this.followList()
  }

  /** Screens follow a list for as long as they show it. */
  followList(): () => void {
    return this.store.watch('message', sessionA).subscribe(() => undefined)
  }

  async step(what: Command): Promise<void> {
    switch (what.do) {
      case 'write': {
        const change = changeOf(what.n, what.state)
        await this.store.write(change)
        this.own.set(what.n, Math.max(this.own.get(what.n) ?? 0, stateOf(change)))
        this.seen.add(what.n)
        return
      }
      case 'receive':
        await this.store.receive(changeOf(what.n, what.state))
        this.seen.add(what.n)
        return
      case 'elsewhere':
        this.portal.take(changeOf(what.n, what.state))
        return
      case 'push': {
        const pushed = await this.store.outbox(what.limit)
        if (what.fate === 'lost') return
        const results = pushed.map((change): Settled => {
          const { id } = change.record
          return what.fate === 'kept'
            ? { status: 'accepted', id, revision: this.portal.take(change) }
            : { status: 'refused', id, problem: problem('session-ended') }
        })
        this.underWay.push({ pushed, results })
        return
      }
      case 'answer': {
        const [answer] = this.underWay.splice(what.which, 1)
        if (answer !== undefined && !what.isDropped) await this.store.settle(answer.results, answer.pushed)
        return
      }
      case 'pull': {
        const answer = this.portal.after(await this.store.cursor(), what.limit)
        await this.store.accept(answer.changes, answer.cursor)
        for (const { change } of answer.changes) this.seen.add(numberOf(change.record.id))
        return
      }
      case 'reopen':
        if (this.reopen === undefined) return
        this.offList()
        this.store = await this.reopen(this.store)
        this.offList = this.followList()
    }
  }

  /** The furthest state that this device made of that record, if it made any. */
  ownState(id: Id): number | undefined {
    return this.own.get(numberOf(id))
  }

  async rows(): Promise<readonly { readonly change: Change; readonly where: Whereabouts }[]> {
    const messages = await this.store.readAll('message')
    const recordings = await this.store.readAll('recording')
    return [
      ...messages.map(({ record, where }) => ({ change: { kind: 'message' as const, record }, where })),
      ...recordings.map(({ record, where }) => ({ change: { kind: 'recording' as const, record }, where })),
    ]
  }

  async check(): Promise<void> {
    const rows = await this.rows()
    same(sorted(rows.map(idIn)), sorted([...this.seen].map(idOf)), 'every record that was seen is there once')

    const outbox = await this.store.outbox(100)
    const onDevice = rows.filter(({ where }) => where.status === 'on-device')
    same(
      sorted(outbox.map((change) => change.record.id)),
      sorted(onDevice.map(idIn)),
      'what says so waits, and nothing else',
    )
    same(this.store.waiting.snapshot(), outbox.length, 'the count of what waits is right')
    for (const change of outbox)
      same(
        change,
        onDevice.find((row) => idIn(row) === change.record.id)?.change,
        'what waits is what is shown',
      )

    for (const { change, where } of rows) {
      const { id } = change.record
      const state = stateOf(change)
      const own = this.ownState(id)
      if (own !== undefined) {
        must(state >= own, 'own work is never taken back')
        must(state > own || where.status !== 'received', 'own work is never taken for a copy')
      }
      if (where.status !== 'in-portal') continue
      const kept = this.portal.kept.get(id)
      must(kept !== undefined && stateOf(kept.change) >= state, 'says "in the portal" only of what is there')
      must(where.revision <= kept.revision, 'no revision is made up')
    }
    const live = await until(this.store.watch('message', sessionA), (list) => list !== undefined)
    same(live, await this.store.read('message', sessionA), 'live lists show what is kept')
  }

  /** Sends and fetches until nothing is left, as a device with a good network does in the end. */
  async drain(): Promise<void> {
    const pushed = await this.store.outbox(100)
    const results = pushed.map((change): Settled => {
      const { id } = change.record
      return { status: 'accepted', id, revision: this.portal.take(change) }
    })
    await this.store.settle(results, pushed)
    const answer = this.portal.after(await this.store.cursor(), 100)
    await this.store.accept(answer.changes, answer.cursor)
    same(await this.store.outbox(100), [], 'nothing waits in the end')
    for (const { change, where } of await this.rows()) {
      const kept = this.portal.kept.get(change.record.id)
      if (where.status === 'in-portal')
        same([change, where.revision], [kept?.change, kept?.revision], 'portal and device agree')
      must(where.status !== 'on-device', 'nothing is left on the device alone')
    }
  }
}

/**
 * Random interleavings of writing, receiving, pushing, lost and late answers, pulling and reopening, on few records. Own work
 * is never lost or taken back, waits exactly as long as it says, and in the end store and portal agree.
 */
export async function checkAgainstModel(options: {
  readonly runs: number
  readonly seed: number
  open(): Promise<LocalStore>
  /** Closes and opens the same store again; absent for stores that do not outlive their page. */
  readonly reopen?: (store: LocalStore) => Promise<LocalStore>
}): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40 }), async (commands) => {
      const run = new Run(await options.open(), options.reopen)
      try {
        for (const what of commands) {
          await run.step(what)
          await run.check()
        }
        await run.drain()
      } finally {
        run.offList()
        run.store.close()
      }
    }),
    { numRuns: options.runs, seed: options.seed },
  )
}
