import type { ServerContext } from '../context.ts'
import type { Timers } from '../live/timers.ts'
import { update } from '../sessions/diary.ts'
import { readSessionEnd } from '../sessions/session-row.ts'
import { BY_SERVER, writeToWorkspace } from '../sync/write.ts'
import type { Peer } from './switchboard.ts'

/** A reload or a change of network is not leaving: so long a person may be away before the diary says so. */
const AWAY_MS = 10_000

/** Writes into the diary who left, and who came back after that. */
export interface Presence {
  arrived(peer: Peer): void
  gone(peer: Peer): void
  /** Forgets whoever is away; writes nothing: a server that stops is not people leaving. */
  close(): void
}

type Deps = Pick<ServerContext, 'db' | 'notices' | 'log' | 'now' | 'makeId'>

export function createPresence(ctx: Deps, timers: Timers): Presence {
  const away = new Map<string, () => void>()
  const left = new Set<string>()
  let closed = false

  const write = (peer: Peer, kind: 'joined' | 'left'): void => {
    writeToWorkspace(ctx, peer.workspaceId, async ({ trx, workspaceId, accept }) => {
      const session = await readSessionEnd(trx, workspaceId, peer.sessionId)
      // The end of a session is everybody's leaving; the diary has it already.
      if (!session || session.endedAt !== undefined) return
      await accept(update(ctx, peer.sessionId, kind, peer.name), { author: BY_SERVER })
    }).catch((error: unknown) => {
      if (!closed) ctx.log.error({ err: error, kind }, 'The diary could not be written')
    })
  }

  return {
    arrived(peer) {
      away.get(peer.participantId)?.()
      away.delete(peer.participantId)
      if (left.delete(peer.participantId)) write(peer, 'joined')
    },
    gone(peer) {
      if (closed) return
      away.get(peer.participantId)?.()
      away.set(
        peer.participantId,
        timers.after(AWAY_MS, () => {
          away.delete(peer.participantId)
          left.add(peer.participantId)
          write(peer, 'left')
        }),
      )
    },
    close() {
      closed = true
      for (const off of away.values()) off()
      away.clear()
    },
  }
}
