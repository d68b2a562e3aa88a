import { sql } from 'kysely'
import * as z from 'zod'
import type { Logger } from '../config/log.ts'
import type { Database } from '../storage/database.ts'
import { createLocalNotices } from './local-notices.ts'
import type { Notice, Notices } from './notices.ts'

const CHANNEL = 'farpoint_notices'

const workspaceId = z.string()
const sessionId = z.string()
const Envelope = z.object({
  /** The node that published it, which has told its own subscribers already. */
  node: z.string(),
  notice: z.discriminatedUnion('type', [
    z.object({ type: z.literal('changed'), workspaceId, revision: z.int() }),
    z.object({ type: z.literal('roster'), workspaceId, sessionId }),
    z.object({ type: z.literal('ended'), workspaceId, sessionId }),
    z.object({ type: z.literal('revoked'), workspaceId, sessionId, inviteId: z.string() }),
  ]),
})

function parseEnvelope(payload: string): z.infer<typeof Envelope> | undefined {
  try {
    return Envelope.safeParse(JSON.parse(payload)).data
  } catch {
    return undefined
  }
}

/**
 * Notices between nodes that share a database, by LISTEN and NOTIFY. This node hears its own before `publish` returns, as within
 * one process; the others a moment later. `node` tells the nodes apart. While the connection is lost notices are, too.
 */
export async function createDatabaseNotices(
  database: Pick<Database, 'db' | 'listen'>,
  node: string,
  log: Logger,
): Promise<Notices> {
  const local = createLocalNotices((fault) => log.error({ err: fault }, 'A subscriber of notices failed'))
  const off = await database.listen(CHANNEL, (payload) => {
    const envelope = parseEnvelope(payload)
    if (!envelope) log.warn('A notice was not understood: is another version running beside this one?')
    else if (envelope.node !== node) local.publish(envelope.notice)
  })
  // One after the other: two connections of the pool would let the second notice overtake the first.
  let sending = Promise.resolve()
  let closed: Promise<void> | undefined

  const send = async (notice: Notice): Promise<void> => {
    try {
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ node, notice })})`.execute(database.db)
    } catch (error) {
      log.warn({ err: error }, 'A notice did not reach the other nodes')
    }
  }

  return {
    publish(notice) {
      if (closed) return
      local.publish(notice)
      sending = sending.then(() => send(notice))
    },
    subscribe: local.subscribe,
    close() {
      closed ??= Promise.all([local.close(), sending.then(off)]).then(() => undefined)
      return closed
    },
  }
}
