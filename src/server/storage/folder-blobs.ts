import { randomUUID } from 'node:crypto'
import { constants, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobStorage } from './blob-storage.ts'
import { syncFolder } from './synced-node-fs.ts'

/** Names joined by slashes, none of them hidden or a way upwards: a faulty caller must not reach outside the folder. */
const keyPattern = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/i

/** Finished files in a folder of this machine. */
export async function openFolderBlobs(root: string): Promise<BlobStorage> {
  await mkdir(root, { recursive: true, mode: 0o700 })

  function pathOf(key: string): string {
    if (!keyPattern.test(key)) throw new Error(`Not a storage key: ${key}`)
    return join(root, key)
  }

  return {
    async adopt(key, localPath) {
      const path = pathOf(key)
      await makeFolders(root, dirname(path))
      await syncFile(localPath)
      await move(localPath, path)
      syncFolder(dirname(path))
    },

    async size(key) {
      const found = await stat(pathOf(key)).catch(absent)
      return found?.size
    },

    async read(key, range) {
      // Opened before it is answered: an unknown key fails here and not in the middle of an answer.
      const file = await open(pathOf(key), 'r')
      return file.createReadStream(range ? { start: range.start, end: range.end } : {})
    },

    async remove(key) {
      await rm(pathOf(key), { force: true })
    },

    async check() {
      const path = join(root, `.check-${randomUUID()}`)
      try {
        const file = await open(path, 'wx')
        try {
          await file.write('farpoint')
          await file.sync()
        } finally {
          await file.close()
        }
      } finally {
        await rm(path, { force: true })
      }
    },
  }
}

/** Makes what is missing between root and folder, each new entry durable in its parent. */
async function makeFolders(root: string, folder: string): Promise<void> {
  if (folder === root) return
  await makeFolders(root, dirname(folder))
  try {
    await mkdir(folder, { mode: 0o700 })
    syncFolder(dirname(folder))
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
    // Uploads lie on another disk: copy beside the place, then take the place at once.
    const draft = `${to}.${randomUUID()}`
    await copyFile(from, draft, constants.COPYFILE_EXCL)
    await syncFile(draft)
    await rename(draft, to)
    await rm(from)
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function absent(error: unknown): undefined {
  if (!hasCode(error, 'ENOENT')) throw error
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
