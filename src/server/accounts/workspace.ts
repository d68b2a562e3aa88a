import type { Kysely } from 'kysely'
import type { Agent, Workspace } from '#domain/agent.ts'
import { Role } from '#domain/agent.ts'
import type { MakeId } from '#domain/ids.ts'
import type { Schema } from '../storage/schema.ts'
import { storedSecret } from './stored-secret.ts'

const FIRST_NAME = 'Farpoint'

/** The one workspace of this installation, made at the first start. Its id never changes. */
export async function ensureWorkspace(db: Kysely<Schema>, makeId: MakeId): Promise<string> {
  const id = await storedSecret(db, 'workspace-id', makeId)
  await db
    .insertInto('workspace')
    .values({ id, name: FIRST_NAME })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}

export async function readWorkspace(db: Kysely<Schema>, id: string): Promise<Workspace> {
  return db.selectFrom('workspace').select(['id', 'name']).where('id', '=', id).executeTakeFirstOrThrow()
}

/** While there is no owner, the setup link is the way in. */
export async function hasOwner(db: Kysely<Schema>, workspaceId: string): Promise<boolean> {
  const owner = await db
    .selectFrom('agent')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}

function agents(db: Kysely<Schema>) {
  return db
    .selectFrom('agent')
    .innerJoin('account_user', 'account_user.id', 'agent.id')
    .select(['agent.id', 'account_user.name', 'account_user.email', 'agent.role', 'agent.workspace_id'])
}

export async function findAgent(
  db: Kysely<Schema>,
  userId: string,
): Promise<{ readonly agent: Agent; readonly workspaceId: string } | undefined> {
  const row = await agents(db).where('agent.id', '=', userId).executeTakeFirst()
  return row && { agent: agentOf(row), workspaceId: row.workspace_id }
}

export async function listAgents(db: Kysely<Schema>, workspaceId: string): Promise<Agent[]> {
  const rows = await agents(db)
    .where('agent.workspace_id', '=', workspaceId)
    .orderBy('account_user.name')
    .orderBy('agent.id')
    .execute()
  return rows.map(agentOf)
}

function agentOf(row: { id: string; name: string; email: string; role: string }): Agent {
  return { id: row.id, name: row.name, email: row.email, role: Role.parse(row.role) }
}
