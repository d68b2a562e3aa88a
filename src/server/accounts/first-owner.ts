import { timingSafeEqual } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql, type Kysely } from 'kysely'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import { MIN_PASSWORD_LENGTH } from '#domain/agent.ts'
import type { ServerContext } from '../context.ts'
import type { Schema } from '../storage/schema.ts'
import { randomToken, sha256Hex } from './stored-secret.ts'
import { hasOwner } from './workspace.ts'

const SETUP_TOKEN = 'setup-token'

export interface NewOwner {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** A new token for the setup link; the link of an earlier start stops working. Only its hash is kept. */
export async function renewSetupToken(db: Kysely<Schema>): Promise<string> {
  const token = randomToken()
  await db
    .insertInto('secret')
    .values({ name: SETUP_TOKEN, value: sha256Hex(token) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`excluded.value` }))
    .execute()
  return token
}

type Deps = Pick<ServerContext, 'db' | 'now' | 'makeId'>

/**
 * Makes the first owner: by the setup link (`token`), or unattended from the environment (`token` undefined).
 * All or nothing, and once: a second one is refused with `setup-done`, however close they come together.
 */
export async function makeFirstOwner(
  { db, now, makeId }: Deps,
  workspaceId: string,
  owner: NewOwner,
  token: string | undefined,
): Promise<Outcome<{ readonly userId: string }>> {
  if (await hasOwner(db, workspaceId)) return fail('setup-done')
  if (token !== undefined && !(await isSetupToken(db, token))) return fail('setup-link-wrong')
  if (owner.password.length < MIN_PASSWORD_LENGTH) return fail('password-weak')
  // Slow on purpose, so outside the transaction.
  const password = await hashPassword(owner.password)
  const id = makeId()
  const at = new Date(now())
  return db.transaction().execute(async (tx) => {
    await tx.selectFrom('workspace').select('id').where('id', '=', workspaceId).forUpdate().execute()
    if (await hasOwner(tx, workspaceId)) return fail('setup-done')
    await tx.deleteFrom('secret').where('name', '=', SETUP_TOKEN).execute()
    await tx
      .insertInto('account_user')
      .values({
        id,
        name: owner.name,
        email: owner.email.toLowerCase(),
        email_verified: false,
        image: null,
        created_at: at,
        updated_at: at,
      })
      .execute()
    // How better-auth finds a password: provider "credential", account id = user id.
    await tx
      .insertInto('account_login')
      .values({
        id: makeId(),
        user_id: id,
        account_id: id,
        provider_id: 'credential',
        password,
        created_at: at,
        updated_at: at,
      })
      .execute()
    await tx.insertInto('agent').values({ id, workspace_id: workspaceId, role: 'owner' }).execute()
    return succeed({ userId: id })
  })
}

async function isSetupToken(db: Kysely<Schema>, token: string): Promise<boolean> {
  const kept = await db
    .selectFrom('secret')
    .select('value')
    .where('name', '=', SETUP_TOKEN)
    .executeTakeFirst()
  return kept !== undefined && sameHash(kept.value, sha256Hex(token))
}

/** Compares two hex hashes in a time that does not tell how much of them is equal. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
