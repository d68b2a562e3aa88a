import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problem } from '#domain/problem.ts'
import { RATE_DOWN_BYTES, RATE_PATH, RATE_UP_BYTES } from '#domain/rate-probe.ts'
import type { ServerContext } from '../context.ts'
import { clientAddress } from '../http/request-facts.ts'
import { answerProblem } from '../http/routes.ts'
import type { Timers } from '../live/timers.ts'

/** Transfers of one address in a minute: five checks, which are six transfers each at most. */
const TRANSFERS_A_MINUTE = 30
/** One transfer ends by then, however slow the other side reads or writes, in milliseconds. */
const LONGEST_MS = 6000
/** Sent at once; noise, so that no proxy on the way makes it smaller. */
const CHUNK = new Uint8Array(randomBytes(32 * 1024))

/**
 * The transfers of `/check`: bytes without meaning, for whoever asks, few enough that it does no harm. Counted per process,
 * since it is each process's own line that is to be spared.
 */
export function registerRateProbe(app: Hono, ctx: Pick<ServerContext, 'config'>, timers: Timers): void {
  const limiter = new RateLimiterMemory({ points: TRANSFERS_A_MINUTE, duration: 60 })
  const refuses = async (c: Context): Promise<boolean> => {
    try {
      await limiter.consume(clientAddress(c, ctx.config))
      return false
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return true
      throw refusal
    }
  }

  app.get(RATE_PATH, async (c) => {
    if (await refuses(c)) return answerProblem(c, problem('too-many-tries'))
    const asked = Number(c.req.query('bytes') ?? RATE_DOWN_BYTES)
    if (!Number.isInteger(asked) || asked < 1) return answerProblem(c, problem('bad-request'))
    return c.body(noise(Math.min(asked, RATE_DOWN_BYTES), timers), 200, {
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'no-store',
    })
  })

  app.post(RATE_PATH, async (c) => {
    if (await refuses(c)) return answerProblem(c, problem('too-many-tries'))
    const bytes = await swallow(c.req.raw.body, timers)
    if (bytes === undefined) return answerProblem(c, problem('too-large'))
    return c.json({ bytes }, 200, { 'Cache-Control': 'no-store' })
  })
}

/** So many bytes of noise, as fast as they are read; ends early when its time is over. */
function noise(bytes: number, timers: Timers): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = bytes
  let offTimer = (): void => undefined
  return new ReadableStream(
    {
      start(controller) {
        offTimer = timers.after(LONGEST_MS, () => controller.close())
      },
      pull(controller) {
        const chunk = left >= CHUNK.length ? CHUNK : CHUNK.subarray(0, left)
        left -= chunk.length
        controller.enqueue(new Uint8Array(chunk))
        if (left > 0) return
        offTimer()
        controller.close()
      },
      cancel: () => offTimer(),
    },
    { highWaterMark: 1 },
  )
}

/** Reads a body to its end and keeps nothing. Bytes read; undefined when it is too large. Stops when its time is over. */
async function swallow(body: ReadableStream<Uint8Array> | null, timers: Timers): Promise<number | undefined> {
  if (body === null) return 0
  const reader = body.getReader()
  const offTimer = timers.after(LONGEST_MS, () => void reader.cancel().catch(() => undefined))
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return bytes
      bytes += value.length
      if (bytes > RATE_UP_BYTES) {
        await reader.cancel()
        return undefined
      }
    }
  } finally {
    offTimer()
  }
}
