import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type * as z from 'zod/mini'
import { api, PORTAL_TIME_HEADER, type Api, type ApiName, type ApiOutput } from '#domain/api.ts'
import { problem, problems, type Outcome, type Problem } from '#domain/problem.ts'
import type { Caller } from '../accounts/caller.ts'
import type { ServerContext } from '../context.ts'

/** What a handler is given: the request's body or query, already parsed by the endpoint's schema. */
export type HandlerInput<N extends ApiName> = z.output<Api[N]['input']>

/** Does one endpoint's work. Expected failures are returned; what it throws is answered as `server-error` and logged. */
export type Handler<N extends ApiName> = (
  input: HandlerInput<N>,
  who: Caller,
  c: Context,
) => Promise<Outcome<ApiOutput<N>>>

export type ApiHandlers = { readonly [N in ApiName]: Handler<N> }

/** The API table, seen so that one name links a schema to its handler: a union of schemas would lose that. */
const endpoints: {
  readonly [N in ApiName]: {
    readonly method: 'GET' | 'POST'
    readonly path: string
    readonly input: z.ZodMiniType<HandlerInput<N>>
  }
} = api

/** Largest JSON body: 200 changes of ordinary size fit four times over. */
const MAX_JSON_BYTES = 1024 * 1024

/** Answers a problem with its own HTTP status. */
export function answerProblem(c: Context, what: Problem): Response {
  return c.json({ problem: what }, problems[what.code].status)
}

const limitJson = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: (c) => answerProblem(c, problem('too-large')),
})

/** Registers what `handlers` has of the API table on `app`. Call it as often as there are parts that bring handlers. */
export function registerApi(app: Hono, ctx: ServerContext, handlers: Partial<ApiHandlers>): void {
  for (const name of apiNames()) registerOne(app, ctx, handlers, name)
}

function apiNames(): readonly ApiName[] {
  return Object.keys(api).filter((name): name is ApiName => name in api)
}

function registerOne<N extends ApiName>(
  app: Hono,
  ctx: ServerContext,
  handlers: Partial<ApiHandlers>,
  name: N,
): void {
  const handler: Handler<N> | undefined = handlers[name]
  if (!handler) return
  const { method, path, input: schema } = endpoints[name]

  const answer = async (c: Context, raw: unknown): Promise<Response> => {
    const input = schema.safeParse(raw)
    if (!input.success) return answerProblem(c, problem('bad-request'))
    const outcome = await handler(input.data, await ctx.identify(c.req.raw.headers), c)
    // After the work: a device takes the middle between asking and hearing for this moment, and what comes late spoils less.
    c.header(PORTAL_TIME_HEADER, String(ctx.now()))
    if (!outcome.ok) return answerProblem(c, outcome.problem)
    c.header('Cache-Control', 'no-store')
    return c.json(outcome.value)
  }
  if (method === 'GET') app.get(path, async (c) => answer(c, c.req.query()))
  else app.post(path, limitJson, async (c) => answer(c, await jsonBody(c)))
}

/** The body as JSON; undefined, which no schema accepts, when it is not. */
async function jsonBody(c: Context): Promise<unknown> {
  // Pages of other origins cannot send this type without being asked first: half of the protection against forged requests.
  if (c.req.header('content-type')?.split(';', 1)[0]?.trim() !== 'application/json') return undefined
  try {
    return await c.req.json()
  } catch {
    return undefined
  }
}
