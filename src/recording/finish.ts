import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import {
  ALL_FORMATS,
  BlobSource,
  Conversion,
  Input,
  Output,
  Mp4OutputFormat,
  StreamTarget,
  WebMOutputFormat,
  type StreamTargetChunk,
} from 'mediabunny'
import type { Id } from '#domain/ids.ts'
import { FILM_BLOCK_BYTES, type Vault } from './vault.ts'

/** Nothing in the vault's chunks can be played: the browser died before the first second was whole. */
export class EmptyFilmError extends Error {
  override readonly name = 'EmptyFilmError'
}

/** Writes a file at any position into blocks of fixed size; holds one block at a time in memory. */
export function createBlockWriter(
  vault: Pick<Vault, 'putBlock' | 'getBlock'>,
  id: Id,
): { write(chunk: StreamTargetChunk): Promise<void>; end(): Promise<number> } {
  let index = -1
  let block = new Uint8Array(FILM_BLOCK_BYTES)
  let length = 0

  async function flush(): Promise<void> {
    if (index >= 0)
      await vault.putBlock(
        id,
        index,
        block.subarray(0, Math.min(FILM_BLOCK_BYTES, length - index * FILM_BLOCK_BYTES)),
      )
  }
  async function turnTo(next: number): Promise<void> {
    if (next === index) return
    await flush()
    block = new Uint8Array(FILM_BLOCK_BYTES)
    const stored = await vault.getBlock(id, next)
    if (stored !== undefined) block.set(stored.subarray(0, FILM_BLOCK_BYTES))
    index = next
  }

  return {
    async write({ data, position }) {
      let done = 0
      while (done < data.length) {
        const at = position + done
        await turnTo(Math.floor(at / FILM_BLOCK_BYTES))
        const inBlock = at % FILM_BLOCK_BYTES
        const share = data.subarray(done, done + FILM_BLOCK_BYTES - inBlock)
        block.set(share, inBlock)
        done += share.length
        length = Math.max(length, at + share.length)
      }
    },
    async end() {
      await flush()
      return length
    },
  }
}

/**
 * Gives a captured film its duration and seek index (a remux, no encoding), in memory that does not grow with its length,
 * and marks it finished in the vault. Safe to run again after a crash in the middle: it starts over from the chunks.
 * Source of the format: Matroska (RFC 9559), Info/Duration and Cues.
 */
export async function finishFilm(
  vault: Vault,
  id: Id,
  onProgress: (share: number) => void = () => undefined,
): Promise<void> {
  const captured = await vault.captured(id)
  if (captured.size === 0) throw new EmptyFilmError('Nothing was captured yet')
  const input = new Input({ source: new BlobSource(captured), formats: ALL_FORMATS })
  if (!(await input.canRead())) throw new EmptyFilmError('The captured bytes hold no film')
  const writer = createBlockWriter(vault, id)
  const target = new StreamTarget(
    new WritableStream<StreamTargetChunk>({ write: (chunk) => writer.write(chunk) }),
    {
      chunked: true,
      chunkSize: FILM_BLOCK_BYTES,
    },
  )
  const output = new Output({
    format: captured.type.startsWith('video/mp4')
      ? new Mp4OutputFormat({ fastStart: false })
      : new WebMOutputFormat(),
    target,
  })
  const conversion = await Conversion.init({ input, output, showWarnings: false })
  conversion.onProgress = onProgress
  await conversion.execute()
  const bytes = await writer.end()
  const blocks = Math.ceil(bytes / FILM_BLOCK_BYTES)

  const hash = sha256.create()
  for (let index = 0; index < blocks; index++) {
    const block = await vault.getBlock(id, index)
    if (block === undefined) throw new Error(`Block ${index} of film ${id} is missing`)
    hash.update(block)
  }
  const durationMs = Math.round((await input.computeDuration()) * 1000)
  await vault.finish(id, { blocks, bytes, durationMs, sha256: bytesToHex(hash.digest()) })
}
