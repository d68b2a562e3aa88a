import * as z from 'zod'
import { api } from '#domain/api.ts'
import { createSignal } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { problem, problems, type ProblemCode } from '#domain/problem.ts'
import { isLaterRecording } from '#domain/recording.ts'
import { Change, PushRequest, SYNC_BATCH, type Accepted, type PushResult } from '#domain/sync.ts'

/** What goes wrong with one request. */
export type Fault =
  /** The connection is cut before the portal has done anything. */
  | 'cut before'
  /** Everything is done, and the connection is cut in the middle of the answer. */
  | 'cut after'
  /** A proxy answers in its own words. */
  | 'html 502'
  | 'html 403'
  | 'html 200'
  /** An answer without any of what was asked. */
  | 'empty'
  /** The portal says so, before it has done anything. */
  | ProblemCode

export interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
  /** Only the first half of the text arrives. */
  readonly isCut: boolean
}

function reply(status: number, body: unknown): Reply {
  return { status, type: 'application/json', text: JSON.stringify(body), isCut: false }
}
function failure(code: ProblemCode): Reply {
  return reply(problems[code].status, { problem: problem(code) })
}
/** The id by which a change that is not understood can still be told to its sender. */
function claimedId(data: unknown): string {
  const claimed = z.object({ record: z.object({ id: z.string() }) }).safeParse(data)
  return claimed.success ? claimed.data.record.id : ''
}
function html(status: number): Reply {
  return { status, type: 'text/html', text: '<h1>Welcome to the hotel</h1>', isCut: false }
}

/**
 * The sync part of a portal as small as it can be, speaking by the schemas of the domain only. Kept records have a revision
 * each from one counter; pushing the same again changes nothing; recordings move forward; faults are injected by request.
 */
export function createPortalDouble() {
  const kept = new Map<Id, Accepted>()
  const changed = createSignal<[number]>()
  /** How often each record was newly kept or moved on: what "exactly once" is measured by. */
  const keptTimes = new Map<Id, number>()
  const requests: { readonly name: 'push' | 'pull'; readonly count: number; readonly length: number }[] = []
  const faults: (Fault | undefined)[] = []
  let faultOf:
    | ((name: 'push' | 'pull', changes: readonly unknown[]) => Fault | ProblemCode | undefined)
    | undefined
  let refusalOf: ((change: Change) => ProblemCode | undefined) | undefined
  let revision = 0

  function keep(change: Change): number {
    const { id } = change.record
    const current = kept.get(id)
    const movesOn =
      current?.change.kind === 'recording' &&
      change.kind === 'recording' &&
      isLaterRecording(change.record, current.change.record)
    if (current !== undefined && !movesOn) return current.revision
    kept.set(id, { revision: ++revision, change })
    keptTimes.set(id, (keptTimes.get(id) ?? 0) + 1)
    return revision
  }

  function pushOne(data: unknown): PushResult {
    const parsed = Change.safeParse(data)
    if (!parsed.success) return { status: 'refused', id: claimedId(data), problem: problem('bad-request') }
    const { id } = parsed.data.record
    const refusal = refusalOf?.(parsed.data)
    if (refusal !== undefined) return { status: 'refused', id, problem: problem(refusal) }
    return { status: 'accepted', id, revision: keep(parsed.data) }
  }

  function push(body: string): Reply {
    const { changes } = PushRequest.parse(JSON.parse(body))
    const before = revision
    const results = changes.map(pushOne)
    if (revision > before) changed.emit(revision)
    return reply(200, api.push.output.parse({ results }))
  }

  function pull(query: URLSearchParams): Reply {
    const { after, limit = SYNC_BATCH } = api.pull.input.parse(Object.fromEntries(query))
    const newer = [...kept.values()]
      .filter((item) => item.revision > after)
      .sort((a, b) => a.revision - b.revision)
    const changes = newer.slice(0, limit)
    const more = newer.length > limit
    const cursor = more ? (changes.at(-1)?.revision ?? after) : revision
    return reply(200, api.pull.output.parse({ changes, cursor, more }))
  }

  /** Undefined: the connection is cut. */
  function handle(name: 'push' | 'pull', query: URLSearchParams, body: string): Reply | undefined {
    const changes: unknown = name === 'push' ? PushRequest.parse(JSON.parse(body)).changes : []
    const sent = Array.isArray(changes) ? changes : []
    const count = name === 'push' ? sent.length : Number(query.get('limit'))
    requests.push({ name, count, length: body.length })
    const work = (): Reply => (name === 'push' ? push(body) : pull(query))
    const fault = faults.shift() ?? faultOf?.(name, sent)
    if (fault === undefined) return work()
    if (fault === 'cut before') return undefined
    if (fault === 'cut after') return { ...work(), isCut: true }
    if (fault === 'html 502') return html(502)
    if (fault === 'html 403') return html(403)
    if (fault === 'html 200') return html(200)
    if (fault !== 'empty') return failure(fault)
    return reply(200, name === 'push' ? { results: [] } : { changes: [], cursor: 0, more: true })
  }

  return {
    handle,
    /** As another device would, without a connection. */
    keep(change: Change): void {
      keep(change)
      changed.emit(revision)
    },
    kept: (id: Id): Change | undefined => kept.get(id)?.change,
    ids: (): readonly Id[] => [...kept.keys()],
    keptTimes: (id: Id): number => keptTimes.get(id) ?? 0,
    revision: (): number => revision,
    onChanged: changed.on,
    /** Every request so far, in order; `count` is how many changes it carried, or asked for at most. */
    requests,
    /** What happens to the next requests, in order; afterwards all is well again. */
    failNext(...next: readonly (Fault | undefined)[]): void {
      faults.push(...next)
    },
    /** What happens to each request, once failNext is used up. */
    failWhen(rule: typeof faultOf): void {
      faultOf = rule
    },
    refuseWhen(rule: typeof refusalOf): void {
      refusalOf = rule
    },
  }
}
export type PortalDouble = ReturnType<typeof createPortalDouble>

/** The portal as a `fetch`, for pages: what a browser's fetch does with each reply and each fault. */
export function fetchOf(portal: PortalDouble): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'https://portal.test')
    const name = url.pathname === api.push.path ? 'push' : 'pull'
    const body = typeof init?.body === 'string' ? init.body : ''
    const answer = portal.handle(name, url.searchParams, body)
    if (answer === undefined) throw new TypeError('Failed to fetch')
    const { status, text, type, isCut } = answer
    const halves = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)))
        controller.error(new TypeError('network error'))
      },
    })
    return new Response(isCut ? halves : text, { status, headers: { 'Content-Type': type } })
  }
}
