import { closeSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Init = NodeFS['init']

/**
 * PGlite's folder on disk, made durable. As shipped, its file system has no fsync at all: a power cut after a checkpoint
 * leaves a database that cannot be opened. This adds the operation that emscripten looks for on each `fd_sync`.
 * Only `stream_ops` is not public interface; `syncs` lets the start prove that it still takes effect.
 */
export class SyncedNodeFS extends NodeFS {
  /** How many times something was forced to disk. */
  syncs = 0

  override async init(...[pg, options]: Parameters<Init>): ReturnType<Init> {
    const prepared = await super.init(pg, options)
    prepared.emscriptenOpts.preRun?.push((module) => this.#addSync(module))
    return prepared
  }

  #addSync(module: unknown): void {
    const nodeFs = nodeFsOf(module)
    nodeFs.stream_ops['fsync'] = (stream: unknown) => {
      if (!isRecord(stream)) throw new Error('fsync was asked without a stream')
      if (typeof stream['nfd'] === 'number') fsyncSync(stream['nfd'])
      else syncFolder(nodeFs.realPath(stream['node']))
      this.syncs += 1
      return 0
    }
  }
}

/** A folder's entry list is a file of its own: without this a new file may be whole and yet missing. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function nodeFsOf(module: unknown): {
  stream_ops: Record<string, unknown>
  realPath: (node: unknown) => string
} {
  const nodeFs = isRecord(module) ? module['NODEFS'] : undefined
  const operations = isRecord(nodeFs) ? nodeFs['stream_ops'] : undefined
  const realPath = isRecord(nodeFs) ? nodeFs['realPath'] : undefined
  if (!isRecord(operations) || typeof realPath !== 'function')
    throw new Error('The embedded database has changed inside: its files cannot be forced to disk')
  return { stream_ops: operations, realPath: (node) => String(realPath.call(nodeFs, node)) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
