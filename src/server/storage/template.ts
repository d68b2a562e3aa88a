import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import * as z from 'zod'
import { projectRoot } from '../config/project-root.ts'

/**
 * An empty, initialised database as one compressed file, made once at build time: initialising anew takes 5 to 14 seconds,
 * unpacking this about one. Its name has the engine's version: another version never opens it.
 */
async function templatePath(): Promise<string> {
  const root = projectRoot()
  const text = await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(text))
  return join(root, 'dist', `empty-database-${version}.tar.gz`)
}

/** The template's content, or undefined where none was built. */
export async function readTemplate(): Promise<Blob | undefined> {
  const path = await templatePath()
  return existsSync(path) ? new Blob([await readFile(path)], { type: 'application/x-gzip' }) : undefined
}

/** Makes the template unless it is there; answers whether it was made. Safe when several processes do it at once. */
export async function ensureTemplate(): Promise<boolean> {
  const path = await templatePath()
  if (existsSync(path)) return false
  const folder = await mkdtemp(join(tmpdir(), 'farpoint-template-'))
  try {
    const engine = await PGlite.create({ fs: new NodeFS(join(folder, 'database')) })
    const dump = await engine.dumpDataDir('gzip')
    await engine.close()
    await mkdir(dirname(path), { recursive: true })
    const draft = `${path}.${process.pid}`
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()))
    await rename(draft, path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return true
}
