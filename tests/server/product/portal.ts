import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { api, type ApiInput, type ApiName, type ApiOutput } from '#domain/api.ts'
import { Problem, type Outcome } from '#domain/problem.ts'
import type { Session } from '#domain/session.ts'
import { readConfig } from '#server/config/config.ts'
import { createLog } from '#server/config/log.ts'
import { start } from '#server/start.ts'
import { ensureTemplate } from '#server/storage/template.ts'

const owner = { email: 'ada@example.org', password: 'a long enough password' }

/** What the server is started with in these tests; `folder` holds its data. */
export function environment(folder: string, port = 0): Record<string, string> {
  return {
    DATA_DIR: folder,
    TLS: 'off',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    OWNER_EMAIL: owner.email,
    OWNER_PASSWORD: owner.password,
  }
}

export interface Portal {
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
}

/** The whole server in this process, on a free port, with a data folder of its own unless one is given. */
export async function startPortal(
  more: { folder?: string; env?: Record<string, string> } = {},
): Promise<Portal> {
  await ensureTemplate()
  const folder = more.folder ?? (await mkdtemp(join(tmpdir(), 'farpoint-product-')))
  const config = readConfig({ ...environment(folder), ...more.env })
  if (!config.ok) throw new Error(config.problem.sentence)
  const running = await start(config.value, createLog(config.value))
  return {
    url: `http://127.0.0.1:${running.listening.port}`,
    folder,
    async stop() {
      await running.stop()
      if (more.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody who talks to a portal: an agent by cookie, a guest by secret, or nobody. */
export interface Person {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** For the live channel's hello. */
  readonly guest: string | undefined
  call<N extends ApiName>(name: N, input: ApiInput<N>): Promise<Outcome<ApiOutput<N>>>
  /** The same, for what must succeed. */
  must<N extends ApiName>(name: N, input: ApiInput<N>): Promise<ApiOutput<N>>
}

const Failure = z.object({ problem: Problem })

export function person(url: string, headers: Record<string, string> = {}, guest?: string): Person {
  const all = { Origin: url, ...headers }
  const call = async <N extends ApiName>(name: N, input: ApiInput<N>): Promise<Outcome<ApiOutput<N>>> => {
    const { method, path, output } = api[name]
    const query = new URLSearchParams(
      Object.entries(input).map(([key, value]): [string, string] => [key, String(value)]),
    )
    const response =
      method === 'GET'
        ? await fetch(`${url}${path}?${query}`, { headers: all })
        : await fetch(`${url}${path}`, {
            method,
            headers: { ...all, 'Content-Type': 'application/json' },
            body: JSON.stringify(input),
          })
    const body: unknown = await response.json()
    if (!response.ok) return { ok: false, problem: Failure.parse(body).problem }
    return { ok: true, value: output.parse(body) as ApiOutput<N> }
  }
  return {
    url,
    headers: all,
    guest,
    call,
    async must(name, input) {
      const outcome = await call(name, input)
      if (!outcome.ok) throw new Error(`${name}: ${outcome.problem.code} ${outcome.problem.sentence}`)
      return outcome.value
    },
  }
}

/** Signs the owner in. */
export async function signIn(url: string): Promise<Person> {
  const response = await fetch(`${url}${api.signIn.path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ email: owner.email, password: owner.password }),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0])
  return person(url, { Cookie: cookie.join('; ') })
}

export const newToken = (): string => randomBytes(16).toString('base64url')

export async function newSession(agent: Person, title = 'Pump 3'): Promise<Session> {
  return agent.must('createSession', { id: randomUUID(), title })
}

export interface Guest extends Person {
  readonly participantId: string
  readonly secret: string
  readonly token: string
  readonly inviteId: string
}

export const guestOf = (url: string, participantId: string, secret: string): Person =>
  person(url, { Authorization: `Guest ${participantId}.${secret}` }, `${participantId}.${secret}`)

/** Makes a link into the session and joins by it. */
export async function newGuest(agent: Person, sessionId: string, name = 'Tom'): Promise<Guest> {
  const token = newToken()
  const invite = await agent.must('createInvite', { id: randomUUID(), sessionId, kind: 'guest', token })
  const [participantId, secret] = [randomUUID(), newToken()]
  await person(agent.url).must('join', { token, participantId, secret, name })
  return { ...guestOf(agent.url, participantId, secret), participantId, secret, token, inviteId: invite.id }
}

/** A chat message as a device would push it. */
export function messageBy(
  author: string,
  sessionId: string,
  more: { id?: string; text?: string; at?: number; authorName?: string } = {},
) {
  return {
    kind: 'message' as const,
    record: {
      id: more.id ?? randomUUID(),
      sessionId,
      author,
      authorName: more.authorName ?? 'Whoever',
      authorSeat: 'technician' as const,
      text: more.text ?? 'The valve is stuck',
      at: more.at ?? Date.now(),
    },
  }
}

/** Everything that a person gets to see, page by page. */
export async function pullAll(who: Person, limit = 50) {
  const changes: ApiOutput<'pull'>['changes'] = []
  for (let after = 0, more = true; more;) {
    const page = await who.must('pull', { after, limit })
    changes.push(...page.changes)
    after = page.cursor
    more = page.more
  }
  return changes
}
