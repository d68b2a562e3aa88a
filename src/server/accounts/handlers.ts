import { APIError } from 'better-auth/api'
import type { Context } from 'hono'
import type { Me } from '#domain/api.ts'
import { may } from '#domain/permissions.ts'
import { fail, succeed, type Outcome } from '#domain/problem.ts'
import type { ServerContext } from '../context.ts'
import { clientAddress } from '../http/request-facts.ts'
import type { ApiHandlers } from '../http/routes.ts'
import type { Auth } from './auth.ts'
import { makeFirstOwner } from './first-owner.ts'
import { sendCookies } from './send-cookies.ts'
import type { Throttle } from './throttle.ts'
import { findAgent, hasOwner, listAgents, readWorkspace } from './workspace.ts'

type AccountEndpoint = 'me' | 'setup' | 'signIn' | 'signOut' | 'changePassword' | 'agents' | 'renameWorkspace'

export interface AccountDeps {
  readonly ctx: Pick<ServerContext, 'config' | 'db' | 'now' | 'makeId'>
  readonly workspaceId: string
  readonly auth: Auth
  readonly throttle: Throttle
}

/** Everything about accounts that the API offers. */
export function accountHandlers(deps: AccountDeps): Pick<ApiHandlers, AccountEndpoint> {
  const { ctx, workspaceId, auth } = deps
  const { db, config } = ctx

  async function meOf(userId: string | undefined): Promise<Me> {
    const found = userId === undefined ? undefined : await findAgent(db, userId)
    return {
      workspace: await readWorkspace(db, workspaceId),
      setupNeeded: !(await hasOwner(db, workspaceId)),
      ...(found ? { agent: found.agent } : {}),
    }
  }

  /** Signs this browser in. */
  async function enter(c: Context, email: string, password: string): Promise<Outcome<Me>> {
    const { headers, response } = await auth.api.signInEmail({
      body: { email, password },
      returnHeaders: true,
    })
    sendCookies(c, headers, config)
    return succeed(await meOf(response.user.id))
  }

  return {
    async me(_input, who, c) {
      if (who.kind !== 'agent') return succeed(await meOf(undefined))
      // Here, and only here, a stay of more than a day is prolonged: in the database and in the browser.
      const { headers } = await auth.api.getSession({ headers: c.req.raw.headers, returnHeaders: true })
      sendCookies(c, headers, config)
      return succeed(await meOf(who.agent.id))
    },

    async setup({ token, name, email, password }, _who, c) {
      const made = await makeFirstOwner(ctx, workspaceId, { name, email, password }, token)
      return made.ok ? enter(c, email, password) : made
    },

    async signIn({ email, password }, _who, c) {
      const account = email.trim().toLowerCase()
      return guessing(deps, c, account, undefined, () => enter(c, account, password))
    },

    async signOut(_input, _who, c) {
      const { headers } = await auth.api.signOut({ headers: c.req.raw.headers, returnHeaders: true })
      sendCookies(c, headers, config)
      return succeed({})
    },

    async changePassword({ current, next }, who, c) {
      if (who.kind !== 'agent') return fail('not-signed-in')
      return guessing(deps, c, who.agent.id, 'The current password is not right.', async () => {
        const { headers } = await auth.api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: c.req.raw.headers,
          returnHeaders: true,
        })
        sendCookies(c, headers, config)
        return succeed({})
      })
    },

    async agents(_input, who) {
      if (who.kind !== 'agent') return fail('not-signed-in')
      if (!may(who.agent.role, 'agents.read')) return fail('not-allowed')
      return succeed({ agents: await listAgents(db, who.workspaceId) })
    },

    async renameWorkspace({ name }, who) {
      if (who.kind !== 'agent') return fail('not-signed-in')
      if (!may(who.agent.role, 'settings.write')) return fail('not-allowed')
      await db.updateTable('workspace').set({ name }).where('id', '=', who.workspaceId).execute()
      return succeed(await readWorkspace(db, who.workspaceId))
    },
  }
}

/** Does what needs a right password, counted: after some wrong ones this address waits. */
async function guessing<T>(
  { ctx, throttle }: AccountDeps,
  c: Context,
  account: string,
  sentence: string | undefined,
  attempt: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const address = clientAddress(c, ctx.config)
  const wait = await throttle.take(account, address)
  if (wait !== undefined) {
    c.header('Retry-After', String(wait))
    return fail('too-many-tries')
  }
  try {
    const outcome = await attempt()
    await throttle.forgive(account, address)
    return outcome
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error
    return fail('wrong-credentials', sentence)
  }
}
