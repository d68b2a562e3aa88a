import { createReadStream, type Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { Context } from 'hono'
import { webStream } from './web-stream.ts'

/** Files of a folder that is fixed once the server runs (the built client, the models): listed once, served from the list. */
export interface StaticFiles {
  /** Answers the file of that path within the folder (`/assets/x.js`), or undefined when there is none. */
  answer(c: Context, path: string): Response | undefined
}

interface StoredFile {
  readonly file: string
  readonly bytes: number
  readonly etag: string
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.glb': 'model/gltf-binary',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Compressed at build time (scripts/build.mjs), best first. */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

/** The bundler writes a hash of the content into these names, so a name never changes its content. */
const hashedName = /^\/assets\/.+-[\w-]{8,}\.\w+$/

export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const files = await list(folder)
  return {
    answer(c, path) {
      const plain = files.get(path)
      if (!plain || isVariant(path, files)) return undefined
      const accepted = acceptedEncodings(c.req.header('accept-encoding'))
      const variants = encodings.filter(({ suffix }) => files.has(path + suffix))
      const encoding = variants.find(({ name }) => accepted.has(name))
      const chosen = (encoding && files.get(path + encoding.suffix)) ?? plain

      c.header('Content-Type', types[extname(path)] ?? 'application/octet-stream')
      c.header('Cache-Control', hashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      c.header('ETag', chosen.etag)
      if (variants.length > 0) c.header('Vary', 'Accept-Encoding')
      if (c.req.header('if-none-match')?.split(/,\s*/).includes(chosen.etag)) return c.body(null, 304)
      if (encoding) c.header('Content-Encoding', encoding.name)
      c.header('Content-Length', String(chosen.bytes))
      if (c.req.method === 'HEAD') return c.body(null)
      return c.body(webStream(createReadStream(chosen.file)))
    },
  }
}

/** `x.js.br` is `x.js` in another form, not a file of its own. */
function isVariant(path: string, files: ReadonlyMap<string, StoredFile>): boolean {
  return encodings.some(({ suffix }) => path.endsWith(suffix) && files.has(path.slice(0, -suffix.length)))
}

function acceptedEncodings(header: string | undefined): ReadonlySet<string> {
  const names = (header ?? '').split(',').map((part) => part.trim())
  return new Set(
    names.filter((name) => !/;\s*q=0(\.0*)?$/.test(name)).map((name) => name.split(';')[0] ?? ''),
  )
}

async function list(folder: string): Promise<ReadonlyMap<string, StoredFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => stored(folder, entry)),
  )
  // Hidden files, such as the bundler's own list, are not for the world.
  return new Map(files.filter(([path]) => !path.includes('/.')))
}

async function stored(folder: string, entry: Dirent): Promise<readonly [string, StoredFile]> {
  const file = join(entry.parentPath, entry.name)
  const { size, mtimeMs } = await stat(file)
  const etag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`
  return [`/${relative(folder, file).split(sep).join('/')}`, { file, bytes: size, etag }]
}
