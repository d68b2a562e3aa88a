import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mediaPath } from '#domain/media.ts'
import { spawnPortal, type ChildPortal } from './child.ts'
import { guestOf, messageBy, newGuest, newSession, pullAll, signIn } from './portal.ts'
import { create, filmBytes, head, patch, sha256 } from './tus.ts'

let folder: string
let child: ChildPortal | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farpoint-crash-'))
})
afterEach(async () => {
  await child?.kill9()
  await rm(folder, { recursive: true, force: true })
})

// Each start is a whole process; on two loaded cores three of them can take minutes.
describe('kill -9 of the server', { timeout: 300_000 }, () => {
  it('[CR1] in the middle of an upload: it goes on where it was, and the film is whole', async () => {
    child = await spawnPortal(folder)
    let agent = await signIn(child.url)
    const session = await newSession(agent)
    let guest = await newGuest(agent, session.id)
    const bytes = filmBytes(6 * 1024 * 1024)
    const record = {
      id: randomUUID(),
      sessionId: session.id,
      authorName: 'x',
      startedAt: Date.now(),
      mimeType: 'video/webm',
      status: 'finished',
      durationMs: 1,
      bytes: bytes.length,
      sha256: sha256(bytes),
    }
    await guest.must('push', { changes: [{ kind: 'recording', record }] })
    const metadata = {
      purpose: 'recording' as const,
      recordId: record.id,
      sessionId: session.id,
      sha256: record.sha256,
      mimeType: record.mimeType,
    }
    const created = await create(guest, metadata, bytes.length)
    const location = created.headers.get('Location') ?? ''

    // A body that stops half way and never ends: the server dies with the request open.
    const half = 3 * 1024 * 1024
    const stuck = patch(
      guest,
      location,
      0,
      new ReadableStream({ start: (controller) => controller.enqueue(bytes.slice(0, half)) }),
    )
    const broken = stuck.then(
      () => 'answered',
      () => 'cut',
    )
    const arrived = async () => (await stat(join(folder, 'uploads', location.split('/').at(-1) ?? ''))).size
    await expect.poll(arrived, { timeout: 30_000 }).toBeGreaterThan(0)
    await child.kill9()
    expect(await broken).toBe('cut')

    child = await spawnPortal(folder)
    agent = await signIn(child.url)
    guest = { ...guest, ...guestOf(child.url, guest.participantId, guest.secret) }
    const { status, offset } = await head(guest, location)
    expect(status).toBe(200)
    expect(offset).toBeGreaterThan(0)
    expect(offset).toBeLessThanOrEqual(half)
    const last = await patch(guest, location, offset, bytes.slice(offset))
    expect(last.status).toBe(204)
    const mediaId = last.headers.get('X-Farpoint-Media-Id') ?? ''

    const whole = await fetch(`${child.url}${mediaPath(mediaId)}`, { headers: agent.headers })
    expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(record.sha256)
    const middle = await fetch(`${child.url}${mediaPath(mediaId)}`, {
      headers: { ...agent.headers, Range: `bytes=${offset - 10}-${offset + 9}` },
    })
    expect(middle.status).toBe(206)
    expect(new Uint8Array(await middle.arrayBuffer())).toEqual(bytes.slice(offset - 10, offset + 10))
  })

  it('[CR2] in the middle of pushes: every confirmed change is there exactly once', async () => {
    child = await spawnPortal(folder)
    const agent = await signIn(child.url)
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const confirmed = new Map<string, number>()
    const sent: ReturnType<typeof messageBy>[] = []

    for (let round = 0; round < 2; round += 1) {
      const device = guestOf(child.url, guest.participantId, guest.secret)
      let running = true
      const writers = [0, 1, 2].map(async () => {
        while (running) {
          const changes = [1, 2, 3].map(() => messageBy(guest.participantId, session.id))
          sent.push(...changes)
          const answer = await device.must('push', { changes })
          for (const result of answer.results)
            if (result.status === 'accepted') confirmed.set(result.id, result.revision)
        }
      })
      const enough = confirmed.size + 40
      await expect.poll(() => confirmed.size, { timeout: 60_000, interval: 5 }).toBeGreaterThan(enough)
      const broken = Promise.allSettled(writers)
      await child.kill9()
      running = false
      await broken
      child = await spawnPortal(folder)
    }

    const device = guestOf(child.url, guest.participantId, guest.secret)
    const messages = async () =>
      (await pullAll(device, 200)).filter(({ change }) => change.kind === 'message')
    const kept = await messages()
    const revisionOf = new Map(kept.map(({ revision, change }) => [change.record.id, revision]))
    expect(revisionOf.size).toBe(kept.length)
    expect([...confirmed].filter(([id, revision]) => revisionOf.get(id) !== revision)).toEqual([])

    // The device sends everything once more, as its outbox would: nothing is doubled, nothing is missing.
    for (let from = 0; from < sent.length; from += 100) {
      const { results } = await device.must('push', { changes: sent.slice(from, from + 100) })
      expect(results.every(({ status }) => status === 'accepted')).toBe(true)
    }
    const whole = await messages()
    expect(whole.map(({ change }) => change.record.id).toSorted()).toEqual(
      sent.map(({ record }) => record.id).toSorted(),
    )
  })
})
