import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { problem } from '#domain/problem.ts'
import type { Logger } from '../config/log.ts'
import { answerProblem } from './routes.ts'

/** Codes of PostgreSQL and of the file system that mean: no room left. */
const fullCodes = ['53100', 'ENOSPC', 'EDQUOT']

/**
 * Answers what nobody expected: the whole of it to the log, a sentence and a request id to the client. The id stands in
 * the log line too, and in `X-Request-Id`, so that one finds the other.
 */
export function answerError(c: Context, error: unknown, log: Logger): Response {
  const requestId = randomUUID()
  c.header('X-Request-Id', requestId)
  const full = isRecord(error) && fullCodes.includes(String(error['code']))
  log.error({ err: error, requestId, method: c.req.method, path: routeOf(c) }, 'request failed')
  return answerProblem(c, problem(full ? 'storage-full' : 'server-error'))
}

/** The path without what might be a secret: links carry tokens in theirs. */
function routeOf(c: Context): string {
  return c.req.path.startsWith('/api/') ? c.req.path : `/${c.req.path.split('/')[1] ?? ''}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
