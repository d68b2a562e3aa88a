import { api, type ApiInput, type ApiName, type ApiOutput } from '#domain/api.ts'
import { fail, Problem, succeed, type Outcome, type ProblemCode } from '#domain/problem.ts'
import { hearPortal } from './portal-clock.ts'
import type { PortalApi } from './portal-api.ts'

/** How long one call may take, in milliseconds. Longer keeps a slow phone network going, shorter frees a dead connection. */
const TIMEOUT_MS = 15_000

/** What a failure means that the portal itself did not explain: a proxy's page, or no page at all. */
const byStatus: Readonly<Record<number, ProblemCode>> = {
  413: 'too-large',
  429: 'too-many-tries',
  502: 'server-gone',
  503: 'server-gone',
  504: 'server-gone',
}

interface Parser<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly data?: never }
}

/** The table again, with each answer's type tied to the name of the call. */
const endpoints: {
  readonly [N in ApiName]: {
    readonly method: 'GET' | 'POST'
    readonly path: string
    readonly output: Parser<ApiOutput<N>>
  }
} = api

function queryOf(input: object): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemIn(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null || !('problem' in body)) return undefined
  return Problem.safeParse(body.problem).data
}

function answerOf<T>(response: Response, body: unknown, output: Parser<T>): Outcome<T> {
  if (response.ok) {
    const parsed = output.safeParse(body)
    if (parsed.success) return succeed(parsed.data)
  }
  const said = problemIn(body)
  if (said !== undefined) return { ok: false, problem: said }
  // Whoever is content without JSON is not the portal: another program on its port, the sign-in page of a hotel's network.
  const isStranger = body === undefined && (response.ok || response.status === 404)
  return fail(byStatus[response.status] ?? (isStranger ? 'server-gone' : 'server-error'))
}

export interface PortalApiOptions {
  /** The portal's origin without a slash at the end; empty for the page's own. */
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  /** See guestAuthorization; agents are known by their cookie. */
  readonly authorization?: string | undefined
  readonly timeoutMs?: number
}

/** The portal over HTTP, by the table of domain/api.ts. */
export function createPortalApi(options: PortalApiOptions): PortalApi {
  // Taken out of the object: browsers refuse a fetch that is called as somebody's method.
  const { baseUrl, fetch, authorization, timeoutMs = TIMEOUT_MS } = options

  async function call<N extends ApiName>(name: N, input: ApiInput<N>): Promise<Outcome<ApiOutput<N>>> {
    const { method, path, output } = endpoints[name]
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (authorization !== undefined) headers['Authorization'] = authorization
    if (method === 'POST') headers['Content-Type'] = 'application/json'
    try {
      const sentAt = Date.now()
      const response = await fetch(`${baseUrl}${path}${method === 'GET' ? queryOf(input) : ''}`, {
        method,
        headers,
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
        ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
      })
      hearPortal(response, sentAt, Date.now())
      return answerOf(response, await jsonOf(response), output)
    } catch {
      // No network, a refused or cut connection, or too long: fetch does not tell them apart.
      return fail('server-gone')
    }
  }

  return { call, authorization, baseUrl }
}

/** The Authorization header of a guest, by the seat that the device keeps. */
export function guestAuthorization(seat: {
  readonly participantId: string
  readonly secret: string
}): string {
  return `Guest ${guestProof(seat)}`
}

/** How a guest proves who it is to the live channel (LiveHello.guest). */
export function guestProof(seat: { readonly participantId: string; readonly secret: string }): string {
  return `${seat.participantId}.${seat.secret}`
}
