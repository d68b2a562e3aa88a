import type { CueSide } from '#ar/marks/edge-cue.ts'
import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import { markNoun } from '#domain/mark-name.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneState } from '#domain/scene.ts'
import type { Timers } from '#store/timers.ts'

/** What somebody else has just made, as a sentence for the ear and a toast. */
interface Item {
  readonly id: string
  readonly text: string
}

export type News = Engine<Item | undefined>

/** Which way to turn to see something; undefined while it is in sight or nobody can tell. */
export type Whereabouts = (id: Id) => CueSide | undefined

/** Several marks that come within this time are one sentence; until its end the frame loop has found out which way they are. In milliseconds. */
const GATHER_MS = 300

const sideWords: Readonly<Record<CueSide, string>> = {
  left: ', to your left',
  right: ', to your right',
  above: ', above',
  below: ', below',
  behind: ', behind you',
}

interface Made {
  readonly id: Id
  readonly noun: string
  readonly by: string
}

/** One sentence for what was made together: "New arrow from Ada, to your left". */
export function newsSentence(made: readonly Made[], whereabouts: Whereabouts): string | undefined {
  const newest = made.at(-1)
  if (newest === undefined) return undefined
  const side = whereabouts(newest.id)
  const where = side === undefined ? '' : sideWords[side]
  if (made.length === 1) return `New ${newest.noun} from ${newest.by}${where}`
  const names = [...new Set(made.map(({ by }) => by))].join(' and ')
  return `${made.length} new marks from ${names}${side === undefined ? '' : `, the newest${where.slice(1)}`}`
}

export function createNews(deps: {
  readonly call: Pick<Call, 'snapshot'>
  readonly shared: Pick<SharedSession, 'snapshot' | 'subscribe'>
  readonly timers: Timers
  readonly whereabouts: Whereabouts
}): News {
  const { call, shared, timers, whereabouts } = deps
  const state = createValue<Item | undefined>(undefined)
  let known = shared.snapshot().scene
  let gathered: readonly Made[] = []
  let offTimer: (() => void) | undefined

  const nameOf = (author: Id): string | undefined =>
    call.snapshot().peers.find((peer) => peer.participantId === author)?.name

  function tell(): void {
    offTimer = undefined
    const text = newsSentence(gathered, whereabouts)
    const newest = gathered.at(-1)
    gathered = []
    if (text !== undefined && newest !== undefined) state.set({ id: newest.id, text })
  }

  /** Only what peers make now is news: not one's own, not the log that a late joiner reads. */
  function followScene(): void {
    const { scene } = shared.snapshot()
    const fresh = madeBetween(known, scene, nameOf)
    known = scene
    if (fresh.length === 0) return
    gathered = [...gathered, ...fresh]
    offTimer ??= timers.after(GATHER_MS, tell)
  }

  const off = shared.subscribe(followScene)
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    close() {
      off()
      offTimer?.()
    },
  }
}

function madeBetween(
  before: SceneState,
  after: SceneState,
  nameOf: (author: Id) => string | undefined,
): readonly Made[] {
  const made: Made[] = []
  const look = <T extends Mark | Placement>(
    was: ReadonlyMap<Id, T>,
    is: ReadonlyMap<Id, T>,
    noun: (one: T) => string,
  ): void => {
    if (was === is) return
    for (const one of is.values()) {
      const by = was.has(one.id) ? undefined : nameOf(one.author)
      if (by !== undefined) made.push({ id: one.id, noun: noun(one), by })
    }
  }
  look(before.marks, after.marks, ({ shape }) =>
    shape.tool === 'step' ? `step ${shape.number}` : markNoun(shape.tool),
  )
  look(before.placements, after.placements, () => 'model')
  return made
}
