import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Auth } from './auth.ts'
import type { Caller, Identify } from './caller.ts'
import { sameHash } from './first-owner.ts'
import { sha256Hex } from './stored-secret.ts'
import { findAgent } from './workspace.ts'

const guestPattern = /^Guest ([0-9a-fA-F-]{36})\.([A-Za-z0-9_-]{22})$/
const nobody: Caller = { kind: 'nobody' }

/** Who is asking: guests by their own secret, agents by cookie. A guest's header wins: an agent may test a guest link. */
export function createIdentify(db: Kysely<Schema>, auth: Auth): Identify {
  return async (headers) => {
    const authorization = headers.get('authorization')
    if (authorization?.startsWith('Guest ')) return identifyGuest(db, authorization)
    if (!headers.has('cookie')) return nobody
    // Without the refresh, which would move the expiry in the database but not in the browser: `me` does both.
    const signedIn = await auth.api.getSession({ headers, query: { disableRefresh: true } })
    const found = signedIn && (await findAgent(db, signedIn.user.id))
    return found ? { kind: 'agent', ...found } : nobody
  }
}

async function identifyGuest(db: Kysely<Schema>, authorization: string): Promise<Caller> {
  const [, participantId, secret] = guestPattern.exec(authorization) ?? []
  if (participantId === undefined || secret === undefined) return nobody
  const row = await db
    .selectFrom('participant')
    .innerJoin('session', 'session.id', 'participant.session_id')
    .select(['participant.secret_hash', 'participant.session_id', 'session.workspace_id'])
    .where('participant.id', '=', participantId)
    .executeTakeFirst()
  if (!row?.secret_hash || !sameHash(row.secret_hash, sha256Hex(secret))) return nobody
  return { kind: 'guest', participantId, sessionId: row.session_id, workspaceId: row.workspace_id }
}
