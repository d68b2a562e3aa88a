import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MAX_UPLOAD_BYTES, mediaPath } from '#domain/media.ts'
import { newGuest, newSession, person, pullAll, signIn, startPortal } from './portal.ts'
import type { Guest, Person, Portal } from './portal.ts'
import { create, filmBytes, head, patch, remove, sha256, upload } from './tus.ts'

let folder: string
let portal: Portal
let agent: Person
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farpoint-uploads-'))
  portal = await startPortal({ folder })
  agent = await signIn(portal.url)
})
afterAll(async () => {
  await portal.stop()
  await rm(folder, { recursive: true, force: true })
})

const film = (sessionId: string, bytes: Uint8Array, startedAt = Date.now()) => ({
  id: randomUUID(),
  sessionId,
  authorName: 'x',
  startedAt,
  mimeType: 'video/webm',
  status: 'finished' as const,
  durationMs: 1000,
  bytes: bytes.length,
  sha256: sha256(bytes),
})
const metadataOf = (record: ReturnType<typeof film>) => ({
  purpose: 'recording' as const,
  recordId: record.id,
  sessionId: record.sessionId,
  sha256: record.sha256,
  mimeType: record.mimeType,
})
const pushed = async (who: Person, kind: string, record: unknown) => {
  const { results } = await who.must('push', { changes: [{ kind, record }] })
  expect(results).toMatchObject([{ status: 'accepted' }])
}
const recordOf = async (id: string) =>
  (await pullAll(agent)).find(({ change }) => change.record.id === id)?.change.record

/** A guest with a finished film that waits to be sent. */
async function guestWithFilm(length = 100_000) {
  const session = await newSession(agent)
  const guest = await newGuest(agent, session.id)
  const bytes = filmBytes(length)
  const record = film(session.id, bytes)
  await pushed(guest, 'recording', record)
  return { session, guest, bytes, record, metadata: metadataOf(record) }
}

const get = (who: Person, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${who.url}${path}`, { method, headers: { ...who.headers, ...headers } })

describe('uploads', () => {
  it('[UP1] a film that arrived whole is stored, told of, and the same for whoever asks again', async () => {
    const { session, guest, bytes, record, metadata } = await guestWithFilm()
    const first = await upload(guest, metadata, bytes)
    expect(first).toMatchObject({ status: 204, mediaId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(await recordOf(record.id)).toMatchObject({
      status: 'stored',
      mediaId: first.mediaId,
      authorName: 'Tom',
    })
    // The answer was lost: the device asks, and is told once more.
    expect(await head(guest, first.location)).toEqual({
      status: 200,
      offset: bytes.length,
      mediaId: first.mediaId,
    })
    expect(await upload(guest, metadata, bytes)).toMatchObject({ status: 204, mediaId: first.mediaId })
    const diary = (await pullAll(agent)).filter(
      ({ change }) =>
        change.kind === 'update' &&
        change.record.sessionId === session.id &&
        change.record.kind === 'recording-stored',
    )
    expect(diary).toHaveLength(1)
  })

  it('[UP2] a file that is not what it says is removed, and can be sent anew', async () => {
    const { guest, bytes, record, metadata } = await guestWithFilm()
    const damaged = bytes.slice()
    damaged[500] = (damaged[500] ?? 0) ^ 1
    const refused = await upload(guest, metadata, damaged)
    expect(refused).toMatchObject({ status: 422, mediaId: null })
    expect(JSON.parse(refused.body)).toMatchObject({ problem: { code: 'hash-mismatch' } })
    expect((await head(guest, refused.location)).status).toBe(404)
    expect(await recordOf(record.id)).toMatchObject({ status: 'finished' })
    expect(await upload(guest, metadata, bytes)).toMatchObject({ status: 204 })
  })

  it('[UP3] is refused before the first byte when it has no business here', async () => {
    const { session, guest, bytes, record, metadata } = await guestWithFilm()
    const eve = await newGuest(agent, session.id, 'Eve')
    const stranger = await newGuest(agent, (await newSession(agent)).id)
    const status = async (
      who: Person,
      more: Parameters<typeof create>[1],
      size: number | string = bytes.length,
    ) => {
      const response = await create(who, { ...metadata, ...more }, size)
      const body: unknown = JSON.parse(await response.text())
      expect(body).toMatchObject({ problem: { sentence: expect.any(String) } })
      return response.status
    }
    expect(await status(person(portal.url), {})).toBe(401)
    expect(await status(eve, {})).toBe(404)
    expect(await status(stranger, {})).toBe(404)
    expect(await status(agent, {})).toBe(404)
    expect(await status(guest, { recordId: randomUUID() })).toBe(404)
    expect(await status(guest, { purpose: 'still' })).toBe(404)
    expect(await status(guest, { recordId: '../../etc/passwd' })).toBe(400)
    expect(await status(guest, { sha256: 'f'.repeat(64) })).toBe(409)
    expect(await status(guest, {}, MAX_UPLOAD_BYTES + 1)).toBe(413)
    expect(await status(guest, {}, 0)).toBe(400)
    expect(await status(guest, {}, 'many')).toBe(400)
    expect(await recordOf(record.id)).toMatchObject({ status: 'finished' })
  })

  it('[UP4] an upload is its creator’s own', async () => {
    const { session, guest, bytes, metadata } = await guestWithFilm()
    const created = await create(guest, metadata, bytes.length)
    const location = created.headers.get('Location') ?? ''
    const eve = await newGuest(agent, session.id, 'Eve')
    for (const other of [eve, agent]) {
      expect((await head(other, location)).status).toBe(404)
      expect((await patch(other, location, 0, bytes)).status).toBe(404)
      expect((await remove(other, location)).status).toBe(404)
    }
    expect((await head(person(portal.url), location)).status).toBe(401)
    expect((await fetch(new URL(location, portal.url), { headers: guest.headers })).status).toBe(404)
    expect(await head(guest, location)).toMatchObject({ status: 200, offset: 0 })
    expect((await remove(guest, location)).status).toBe(204)
    expect((await head(guest, location)).status).toBe(404)
  })

  it('[UP5] the file may come before the end of its record', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const bytes = filmBytes(5000)
    const record = film(session.id, bytes)
    const { durationMs: _, bytes: __, sha256: ___, ...beginning } = record
    await pushed(guest, 'recording', { ...beginning, status: 'capturing' })
    const { mediaId } = await upload(guest, metadataOf(record), bytes)
    expect(await recordOf(record.id)).toMatchObject({ status: 'capturing' })
    await pushed(guest, 'recording', record)
    expect(await recordOf(record.id)).toMatchObject({ status: 'stored', mediaId })
    // Pushing it again is still harmless.
    await pushed(guest, 'recording', record)
    expect(await recordOf(record.id)).toMatchObject({ status: 'stored', mediaId })
  })

  it('[UP6] after the end the file of a known film still arrives', async () => {
    const { session, guest, bytes, record, metadata } = await guestWithFilm()
    await agent.must('endSession', { sessionId: session.id })
    expect(await upload(guest, metadata, bytes)).toMatchObject({ status: 204 })
    expect(await recordOf(record.id)).toMatchObject({ status: 'stored' })
  })

  it('[UP7] when the server ended between the last byte and its answer, asking again finishes it', async () => {
    const { guest, bytes, record, metadata } = await guestWithFilm()
    const created = await create(guest, metadata, bytes.length)
    const location = created.headers.get('Location') ?? ''
    await patch(guest, location, 0, bytes.slice(0, 60_000))
    // As a crash leaves it: everything on disk, nothing concluded.
    await appendFile(join(folder, 'uploads', location.split('/').at(-1) ?? ''), bytes.slice(60_000))
    const [one, two] = await Promise.all([head(guest, location), head(guest, location)])
    expect(one).toMatchObject({ status: 200, offset: bytes.length, mediaId: expect.any(String) })
    expect(two).toEqual(one)
    expect(await recordOf(record.id)).toMatchObject({ status: 'stored', mediaId: one.mediaId })
  })

  it('[UP8] a start cleans up uploads that rested for a week, and no others', async () => {
    const { guest, bytes, metadata } = await guestWithFilm()
    const created = await create(guest, metadata, bytes.length)
    const location = created.headers.get('Location') ?? ''
    const name = location.split('/').at(-1) ?? ''
    await portal.stop()
    const uploads = () => readdir(join(folder, 'uploads'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 24 * 3600_000 })
    portal = await startPortal({ folder })
    await portal.stop()
    expect(await uploads()).toContain(name)
    vi.setSystemTime(Date.now() + 2 * 24 * 3600_000)
    portal = await startPortal({ folder })
    await vi.waitFor(async () => expect(await uploads()).not.toContain(name))
    vi.useRealTimers()
    agent = await signIn(portal.url)
    expect((await head({ ...guest, url: portal.url }, location)).status).toBe(404)
  })
})

describe('stored files', () => {
  let stored: Awaited<ReturnType<typeof guestWithFilm>> & { readonly path: string }
  beforeAll(async () => {
    const one = await guestWithFilm(10_000)
    const { mediaId } = await upload(one.guest, one.metadata, one.bytes)
    stored = { ...one, path: mediaPath(mediaId ?? '') }
  })
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

  it('[ME1] gives the whole, a part, a tail, and 416 for what lies behind the end', async () => {
    const { path, bytes } = stored
    const whole = await get(agent, path)
    expect(whole.status).toBe(200)
    expect(whole.headers.get('Content-Type')).toBe('video/webm')
    expect(whole.headers.get('Accept-Ranges')).toBe('bytes')
    expect(await bytesOf(whole)).toEqual(bytes)
    const part = await get(agent, path, { Range: 'bytes=100-199' })
    expect([part.status, part.headers.get('Content-Range')]).toEqual([206, 'bytes 100-199/10000'])
    expect(await bytesOf(part)).toEqual(bytes.slice(100, 200))
    const tail = await get(agent, path, { Range: 'bytes=-5' })
    expect(await bytesOf(tail)).toEqual(bytes.slice(-5))
    const open = await get(agent, path, { Range: 'bytes=9990-' })
    expect(await bytesOf(open)).toEqual(bytes.slice(9990))
    const behind = await get(agent, path, { Range: 'bytes=10000-' })
    expect([behind.status, behind.headers.get('Content-Range')]).toEqual([416, 'bytes */10000'])
  })

  it('[ME2] answers HEAD, known versions and stale ranges as HTTP says', async () => {
    const { path } = stored
    const only = await get(agent, path, {}, 'HEAD')
    expect([only.status, only.headers.get('Content-Length')]).toEqual([200, '10000'])
    const etag = only.headers.get('ETag') ?? ''
    expect((await get(agent, path, { 'If-None-Match': etag })).status).toBe(304)
    expect((await get(agent, path, { Range: 'bytes=0-1', 'If-Range': etag })).status).toBe(206)
    expect((await get(agent, path, { Range: 'bytes=0-1', 'If-Range': '"other"' })).status).toBe(200)
  })

  it('[ME3] downloads under a name that says which ticket and day', async () => {
    const { path, session } = stored
    const disposition = (await get(agent, `${path}?download=1`, {}, 'HEAD')).headers.get(
      'Content-Disposition',
    )
    const label = `FP-${String(session.ticketNumber).padStart(4, '0')}`
    expect(disposition).toBe(`attachment; filename="${label}-${new Date().toISOString().slice(0, 10)}.webm"`)
  })

  it('[ME4] is for the workspace’s agents; guests see stills of their own session only', async () => {
    const { path, guest, session } = stored
    expect((await get(person(portal.url), path)).status).toBe(401)
    expect((await get(guest, path)).status).toBe(404)
    expect((await get(agent, mediaPath(randomUUID()))).status).toBe(404)
    expect((await get(agent, mediaPath('..%2f..%2fsecret'))).status).toBe(404)

    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
    const still = {
      id: randomUUID(),
      sessionId: session.id,
      author: guest.participantId,
      at: Date.now(),
      width: 4,
      height: 3,
    }
    await pushed(guest, 'still', still)
    const picture = {
      purpose: 'still' as const,
      recordId: still.id,
      sessionId: session.id,
      mimeType: 'text/html',
    }
    const sent = await upload(guest, { ...picture, sha256: sha256(jpeg) }, jpeg)
    expect(await recordOf(still.id)).toEqual({ ...still, mediaId: sent.mediaId })
    await pushed(guest, 'still', still)
    const seen = await get(guest, mediaPath(sent.mediaId ?? ''))
    // The bytes say what it is, not the device.
    expect([seen.status, seen.headers.get('Content-Type')]).toEqual([200, 'image/jpeg'])
    const stranger: Guest = await newGuest(agent, (await newSession(agent)).id)
    expect((await get(stranger, mediaPath(sent.mediaId ?? ''))).status).toBe(404)
  })

  it('[ME5] what is neither film nor picture is only ever downloaded', async () => {
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const page = new Uint8Array(Buffer.from('<script>alert(1)</script>'))
    const record = film(session.id, page)
    await pushed(guest, 'recording', record)
    const { mediaId } = await upload(guest, { ...metadataOf(record), mimeType: 'text/html' }, page)
    const { headers } = await get(agent, mediaPath(mediaId ?? ''), {}, 'HEAD')
    expect(headers.get('Content-Type')).toBe('application/octet-stream')
    expect(headers.get('Content-Disposition')).toMatch(/^attachment; .*\.bin"$/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})
