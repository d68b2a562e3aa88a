import type pg from 'pg'
import type { ServerContext } from '../context.ts'
import { createAuth, type Auth } from './auth.ts'
import type { Identify } from './caller.ts'
import { makeFirstOwner, renewSetupToken } from './first-owner.ts'
import { createIdentify } from './identify.ts'
import { randomToken, storedSecret } from './stored-secret.ts'
import { createThrottle, type Throttle } from './throttle.ts'
import { ensureWorkspace, hasOwner } from './workspace.ts'

export interface Accounts {
  readonly workspaceId: string
  readonly auth: Auth
  readonly throttle: Throttle
  readonly identify: Identify
  /** Makes the first owner from the environment; later starts change nothing. */
  makeOwnerOnce(owner: { readonly email: string; readonly password: string }): Promise<void>
  /** A fresh token for the setup link, or undefined when there is an owner. */
  renewSetupToken(): Promise<string | undefined>
}

type Deps = Pick<ServerContext, 'db' | 'log' | 'now' | 'makeId'>

/** Opens the workspace and its accounts, making what the first start needs. */
export async function openAccounts(deps: Deps, pool: pg.Pool): Promise<Accounts> {
  const { db, log, makeId } = deps
  const workspaceId = await ensureWorkspace(db, makeId)
  const secret = await storedSecret(db, 'sign-in-key', () => randomToken() + randomToken())
  const auth = createAuth(db, secret, log)
  // Its set-up runs by itself: a fault in it belongs to the start, not to the first person who signs in.
  await auth.$context
  return {
    workspaceId,
    auth,
    throttle: createThrottle(pool),
    identify: createIdentify(db, auth),
    async makeOwnerOnce({ email, password }) {
      if (await hasOwner(db, workspaceId)) return
      const name = email.split('@')[0] ?? email
      const made = await makeFirstOwner(deps, workspaceId, { name, email, password }, undefined)
      // Another node may have been quicker: there is an owner, which is all that was wanted.
      if (!made.ok && made.problem.code !== 'setup-done') throw new Error(made.problem.sentence)
    },
    async renewSetupToken() {
      return (await hasOwner(db, workspaceId)) ? undefined : renewSetupToken(db)
    },
  }
}
