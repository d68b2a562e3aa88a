import { fail, type Outcome, succeed } from '#domain/problem.ts'
import type { LoadProgress } from './model-library.ts'
import { modelSentences as sentences } from './model-sentences.ts'

/**
 * Longest model file. A phone on a good mobile network takes half a minute for it and holds it twice while it is unpacked; a machine of a
 * hundred thousand triangles with textures, well packed, has a tenth of it.
 */
const MAX_FILE_BYTES = 64 * 1024 ** 2

export type FetchFile = (path: string, init: { readonly signal: AbortSignal }) => Promise<Response>

/**
 * Downloads a model's file and tells on the way how far it has come. Never rejects: what an abort cut short is a failure like another,
 * that nobody waits for.
 * @param expected its length by the gallery's list, told while the answer itself does not say it
 */
export async function fetchModel(
  request: FetchFile,
  path: string,
  expected: number | undefined,
  signal: AbortSignal,
  onProgress: (progress: LoadProgress) => void,
): Promise<Outcome<ArrayBuffer>> {
  try {
    const response = await request(path, { signal })
    if (response.status === 404) return fail('not-found', sentences.unknown)
    if (!response.ok) return fail('server-gone', sentences.unreachable)
    const total = lengthOf(response) ?? expected
    if (total !== undefined && total > MAX_FILE_BYTES) {
      await response.body?.cancel()
      return fail('too-large', sentences.heavyFile)
    }
    onProgress({ loaded: 0, total })
    return await collect(response, total, onProgress)
  } catch {
    return fail('server-gone', sentences.unreachable)
  }
}

async function collect(
  response: Response,
  total: number | undefined,
  onProgress: (progress: LoadProgress) => void,
): Promise<Outcome<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (reader === undefined) return succeed(await response.arrayBuffer())
  const parts: Uint8Array[] = []
  let loaded = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    loaded += value.byteLength
    // What the server said of the length, or did not, need not be true.
    if (loaded > MAX_FILE_BYTES) {
      await reader.cancel()
      return fail('too-large', sentences.heavyFile)
    }
    onProgress({ loaded, total: total !== undefined && loaded <= total ? total : undefined })
  }
  const whole = new Uint8Array(loaded)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return succeed(whole.buffer)
}

/** Of the bytes that will be read: a compressed answer only tells the length of its packing. */
function lengthOf({ headers }: Response): number | undefined {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  return headers.has('content-encoding') || !Number.isFinite(length) ? undefined : length
}
