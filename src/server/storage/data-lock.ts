import { createHash } from 'node:crypto'
import { mkdir, stat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join, relative } from 'node:path'
import { StartRefused } from '../config/start-refused.ts'

/** Another process serves this folder already. */
class FolderInUse extends StartRefused {
  override readonly name = 'FolderInUse'
}

export interface DataLock {
  release(): Promise<void>
}

/**
 * Takes the folder for this process alone, until `release` or the process's end, however hard that comes.
 * The embedded database has no lock of its own, and two processes on one folder silently lose rows.
 * Throws FolderInUse.
 *
 * Two locks, each for what the other cannot do: a name in Linux's abstract socket space is taken atomically and dies with
 * its process; a socket file inside the folder is also seen by other containers that mount the same folder.
 */
export async function lockFolder(folder: string): Promise<DataLock> {
  await mkdir(folder, { recursive: true })
  const held: Server[] = []
  const release = async () => {
    for (const server of held.splice(0).reverse()) await closed(server)
  }
  try {
    const name = await abstractName(folder)
    if (name !== undefined) held.push(await listenOn(name, folder))
    if (process.platform !== 'win32') held.push(await takeSocketFile(folder))
  } catch (error) {
    await release()
    throw error
  }
  return { release }
}

/** A name by device and inode: the same folder by another path is the same folder. */
async function abstractName(folder: string): Promise<string | undefined> {
  const { dev, ino } = await stat(folder, { bigint: true })
  if (process.platform === 'linux') return `\0farpoint:${dev}:${ino}`
  if (process.platform !== 'win32') return undefined
  const hash = createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)
  return `\\\\.\\pipe\\farpoint-${hash}`
}

async function takeSocketFile(folder: string): Promise<Server> {
  const full = join(folder, 'lock.sock')
  // A socket's path may be only about 100 bytes long; the relative one is often shorter.
  const near = relative(process.cwd(), full)
  const path = near.length < full.length ? near : full
  if (Buffer.byteLength(path) > 100)
    throw new StartRefused(
      `DATA_DIR is too long a path for the folder's lock: ${folder}. Choose a shorter one.`,
    )
  if (await answers(path)) throw inUse(folder)
  await unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
  return listenOn(path, folder)
}

function inUse(folder: string): FolderInUse {
  return new FolderInUse(
    `The data folder ${folder} is already in use by another Farpoint. Stop that one first, or choose another folder by DATA_DIR.`,
  )
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error) => {
      const code = codeOf(error)
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve(false)
      else reject(error)
    })
  })
}

function listenOn(path: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => reject(codeOf(error) === 'EADDRINUSE' ? inUse(folder) : error))
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
