import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStaticFiles } from '#server/http/static-files.ts'

const script = `console.log(${JSON.stringify('farpoint '.repeat(1000))})`
let folder: string
let app: Hono

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farpoint-static-'))
  await mkdir(join(folder, 'client/assets'), { recursive: true })
  await mkdir(join(folder, 'client/.vite'))
  const put = (path: string, content: string | Buffer) => writeFile(join(folder, 'client', path), content)
  await put('index.html', '<!doctype html>')
  await put('assets/main-Ab12_-Cd.js', script)
  await put('assets/main-Ab12_-Cd.js.br', brotliCompressSync(script))
  await put('assets/main-Ab12_-Cd.js.gz', gzipSync(script))
  await put('.vite/manifest.json', '{}')
  await writeFile(join(folder, 'secret.txt'), 'outside')
  const files = await openStaticFiles(join(folder, 'client'))
  app = new Hono()
  app.get('*', (c) => files.answer(c, decodeURIComponent(c.req.path)) ?? c.text('none', 404))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(path, { headers, method })
const asset = '/assets/main-Ab12_-Cd.js'

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
] as const)(
  '[SF1] who accepts %j gets the copy that was compressed at build time as %s',
  async (accept, name, open) => {
    const answer = await get(asset, { 'Accept-Encoding': accept })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-encoding')).toBe(name)
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(bytes.length).toBeLessThan(script.length / 10)
    expect(open(bytes).toString()).toBe(script)
  },
)

it('[SF2] who accepts none gets the file itself', async () => {
  const answer = await get(asset)
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(await answer.text()).toBe(script)
})

it('[SF3] what has its hash in its name is kept for a year, the page itself is asked for each time', async () => {
  expect((await get(asset)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await get('/index.html')).headers.get('cache-control')).toBe('no-cache')
})

it('[SF4] who has it already is told so in few bytes', async () => {
  const etag = (await get('/index.html')).headers.get('etag') ?? ''
  const again = await get('/index.html', { 'If-None-Match': etag })
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect((await get('/index.html', { 'If-None-Match': '"other"' })).status).toBe(200)
})

it('[SF5] HEAD has the headers and no body', async () => {
  const answer = await get(asset, {}, 'HEAD')
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
    200,
    String(script.length),
    '',
  ])
})

it.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/.vite/manifest.json',
  `${asset}.br`,
  '/assets',
  '/nothing.js',
])('[SF6] %s is nothing to the world', async (path) => {
  expect((await get(path)).status).toBe(404)
})
