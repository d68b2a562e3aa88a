import type { Id } from '#domain/ids.ts'

interface ExpertsStill {
  readonly id: Id
  /** The name of who shows it. */
  readonly by: string
}

/** What each expert shows now: the newest is seen, and when its expert closes it, what another still shows is seen again. */
export interface ExpertsStills {
  /** By connection: two experts may have one name. Undefined: nothing any more. */
  show(peerId: string, still: ExpertsStill | undefined): void
  /** Who is not among these has left, and what they showed goes. */
  keep(peerIds: ReadonlySet<string>): void
  newest(): ExpertsStill | undefined
}

export function createExpertsStills(): ExpertsStills {
  const shown = new Map<string, ExpertsStill>()
  return {
    show(peerId, still) {
      shown.delete(peerId)
      if (still !== undefined) shown.set(peerId, still)
    },
    keep(peerIds) {
      for (const peerId of shown.keys()) if (!peerIds.has(peerId)) shown.delete(peerId)
    },
    newest: () => [...shown.values()].at(-1),
  }
}
