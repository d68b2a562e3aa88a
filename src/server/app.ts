import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { MODELS_INDEX_PATH } from '#domain/media.ts'
import { problem } from '#domain/problem.ts'
import type { ServerContext } from './context.ts'
import { registerHealth } from './http/health.ts'
import { createMetrics } from './http/metrics.ts'
import { answerProblem, registerApi, type ApiHandlers } from './http/routes.ts'
import { isSameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import { answerError } from './http/answer-error.ts'
import type { StaticFiles } from './http/static-files.ts'

/** What the parts of the server bring to the app. */
export interface Parts {
  /** Handlers of the API table, by part. */
  readonly handlers: readonly Partial<ApiHandlers>[]
  /** Routes that are not in the table: uploads, files. */
  readonly routes: readonly ((app: Hono) => void)[]
  readonly client: StaticFiles
  readonly models: StaticFiles
  /** The certificate authority for people to download, with TLS=self. */
  readonly authority: (() => string) | undefined
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** The whole of HTTP: product, accounts, pages, models, health. `fetch` serves it; WebSockets are routed elsewhere. */
export function createApp(ctx: ServerContext, parts: Parts): { readonly app: Hono; close(): void } {
  const app = new Hono()
  const metrics = createMetrics()

  app.use(metrics.count)
  app.use(securityHeaders(ctx.config))
  app.use('/api/*', async (c, next) => {
    const safe = safeMethods.includes(c.req.method) || isSameOrigin(c.req.raw.headers, ctx.config)
    return safe ? next() : answerProblem(c, problem('not-allowed', 'This request came from another site.'))
  })
  registerHealth(app, ctx, metrics)
  for (const handlers of parts.handlers) registerApi(app, ctx, handlers)
  for (const route of parts.routes) route(app)
  app.all('/api/*', (c) => answerProblem(c, problem('not-found')))
  registerFiles(app, parts)

  app.notFound((c) => answerProblem(c, problem('not-found')))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    return answerError(c, error, ctx.log)
  })
  return { app, close: () => metrics.close() }
}

function registerFiles(app: Hono, { client, models, authority }: Parts): void {
  if (authority)
    app.get('/ca.crt', (c) =>
      c.body(authority(), 200, {
        'Content-Type': 'application/x-x509-ca-cert',
        'Content-Disposition': 'attachment; filename="farpoint-ca.crt"',
        'Cache-Control': 'no-store',
      }),
    )
  app.get('/models/*', (c) => {
    const path = c.req.path.slice('/models'.length)
    const found = models.answer(c, path)
    if (found) return found
    // Before any model is installed the gallery is empty, not broken.
    return c.req.path === MODELS_INDEX_PATH ? c.json([]) : answerProblem(c, problem('not-found'))
  })
  app.get('*', (c) => {
    const file = client.answer(c, c.req.path)
    if (file) return file
    // Every address of the app without an extension is the one page, which finds out by itself what to show.
    if (/\.[^/]*$/.test(c.req.path)) return answerProblem(c, problem('not-found'))
    return client.answer(c, '/index.html') ?? c.text('The pages are not built yet. Run: npm run build\n', 503)
  })
}
