import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * Builds what is missing or stale into dist/: the pages (dist/client, with compressed copies), the server (dist/server)
 * and the empty database. Plain JavaScript, so that Node runs it before anything is built.
 */
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stampFile = join(dist, '.stamp')
const bin = (path) => join(root, 'node_modules', path)

/** What each part is made of. Whoever changes one of these gets a new build, whoever does not gets none. */
const sources = {
  client: {
    paths: ['package-lock.json', 'scripts/build.mjs', 'index.html', 'vite.config.ts', 'public', 'src'],
    skip: /^src\/server\//,
  },
  server: {
    paths: ['package-lock.json', 'scripts/build.mjs', 'vite.server.config.ts', 'src/server', 'src/domain'],
    skip: undefined,
  },
}

function filesOf(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

function fingerprint({ paths, skip }) {
  const hash = createHash('sha256')
  const files = paths.flatMap(filesOf).filter((name) => !skip?.test(name))
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}

/** Runs a program to its end; what it says is shown only when it fails. */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    child.stderr.on('data', (data) => (said += data))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trimEnd()))))
  })
}

async function timed(what, work) {
  const from = Date.now()
  await work()
  process.stdout.write(`Built ${what} in ${((Date.now() - from) / 1000).toFixed(1)} s\n`)
}

/** Built beside its place and moved there whole: a build that was cut off leaves the old one. */
async function viteBuild(name, args, finish) {
  const draft = join(dist, `.${name}-${process.pid}`)
  try {
    await run([
      bin('vite/bin/vite.js'),
      'build',
      ...args,
      '--outDir',
      draft,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ])
    await finish?.(draft)
    rmSync(join(dist, name), { recursive: true, force: true })
    renameSync(draft, join(dist, name))
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Under this size the compressed answer saves nothing that a packet would not carry anyway. */
const SMALLEST_WORTH_IT = 1024

/** Once at build time at the highest level, so that no request waits for it and every phone gets the smallest. */
async function precompress(folder) {
  const worthIt = /\.(js|css|html|json|svg|webmanifest|wasm)$/
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && worthIt.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file)
      if (content.length < SMALLEST_WORTH_IT) return
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, { params }))
      writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
    }),
  )
}

/**
 * Brings dist/ up to date. `only: 'server'` leaves the pages alone.
 * Throws with what the failing program said.
 */
export async function build({ only } = {}) {
  if (!existsSync(bin('vite'))) throw new Error('The packages are not installed. Run: npm ci')
  mkdirSync(dist, { recursive: true })
  const keep = (part, value) =>
    writeFileSync(stampFile, `${JSON.stringify({ ...readStamp(), [part]: value }, undefined, 2)}\n`)
  const stale = (part, value, file) => readStamp()[part] !== value || !existsSync(join(dist, part, file))

  const fingerprints = { server: fingerprint(sources.server), client: fingerprint(sources.client) }
  const work = []
  const vite = (part, what, args, finish) =>
    work.push(() =>
      timed(what, async () => {
        await viteBuild(part, args, finish)
        keep(part, fingerprints[part])
      }),
    )
  if (stale('server', fingerprints.server, 'main.js'))
    vite('server', 'the server', ['-c', 'vite.server.config.ts'])
  if (only !== 'server' && stale('client', fingerprints.client, 'index.html'))
    vite('client', 'the pages', [], precompress)
  if (only !== 'server' && !existsSync(join(dist, templateName())))
    work.push(() => timed('the empty database', makeTemplate))
  if (work.length > 0) process.stdout.write('Building what is missing or has changed …\n')
  await Promise.all(work.map((begin) => begin()))
}

/** Made by the server's own code: the same engine that will open it. */
export async function makeTemplate() {
  await run(['--import', 'tsx', join(root, 'scripts/make-template.ts')])
}

function templateName() {
  const text = readFileSync(bin('@electric-sql/pglite/package.json'), 'utf8')
  return `empty-database-${JSON.parse(text).version}.tar.gz`
}
