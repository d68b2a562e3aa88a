import type { ApiOutput } from '#domain/api.ts'
import type { Id } from '#domain/ids.ts'
import type { Outcome } from '#domain/problem.ts'
import type { PortalSession } from '../portal-session.ts'

type Made = Outcome<ApiOutput<'createSession'>>

/** Opening and ending sessions: the portal does it, and the answer is shown from this device at once. */
export interface SessionCommands {
  /** Asking again with the same words after a lost answer makes one session, not two. */
  create(title: string, reference: string): Promise<Made>
  end(sessionId: Id): Promise<Made>
}

export type SessionCommandsDeps = Pick<PortalSession, 'api' | 'store' | 'makeId'>

/** See SessionCommands; made once per dialog, since it remembers what it asked for. */
export function createSessionCommands({ api, store, makeId }: SessionCommandsDeps): SessionCommands {
  let last: { readonly words: string; readonly id: Id } | undefined

  async function keep(made: Made): Promise<Made> {
    // The pull brings it too, a moment later; a device that cannot keep it still has the answer.
    if (made.ok) await store.receive({ kind: 'session', record: made.value }).catch(() => undefined)
    return made
  }

  return {
    async create(title, reference) {
      const words = JSON.stringify([title.trim(), reference.trim()])
      last = last?.words === words ? last : { words, id: makeId() }
      const made = await api.call('createSession', {
        id: last.id,
        title: title.trim(),
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
      })
      if (made.ok) last = undefined
      return keep(made)
    },
    end: async (sessionId) => keep(await api.call('endSession', { sessionId })),
  }
}
