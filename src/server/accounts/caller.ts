import type { Agent } from '#domain/agent.ts'
import type { Id } from '#domain/ids.ts'

/** Who is asking, as the server itself found out. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'agent'; readonly agent: Agent; readonly workspaceId: string }
  | {
      readonly kind: 'guest'
      readonly participantId: Id
      /** The one session that this guest may see. It may have ended: whoever acts on it asks. */
      readonly sessionId: Id
      readonly workspaceId: string
    }

/**
 * Finds out who sent these headers: an agent by cookie, a guest by `Authorization: Guest <participantId>.<secret>`.
 * Anything that proves nothing is `nobody`; throws only when the database does.
 */
export type Identify = (headers: Headers) => Promise<Caller>
