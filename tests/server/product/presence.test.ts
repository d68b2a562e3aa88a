import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeOf } from '#server/sync/read.ts'
import { createLocalNotices } from '#server/live/local-notices.ts'
import type { Timers } from '#server/live/timers.ts'
import { createPresence } from '#server/signalling/presence.ts'
import type { Peer } from '#server/signalling/switchboard.ts'
import { createLog } from '#server/config/log.ts'
import { openTestDatabase, type TestDatabase } from '../platform/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.insertInto('workspace').values({ id: 'w', name: 'W' }).execute()
})
afterAll(() => database.close())

/** Time that passes when the test says so. */
function handTimers() {
  const waiting = new Set<{ readonly at: number; readonly callback: () => void }>()
  let now = 0
  const timers: Timers = {
    after(ms, callback) {
      const one = { at: now + ms, callback }
      waiting.add(one)
      return () => void waiting.delete(one)
    },
  }
  return {
    timers,
    waiting,
    pass(ms: number) {
      now += ms
      for (const one of waiting) {
        if (one.at > now) continue
        waiting.delete(one)
        one.callback()
      }
    },
  }
}

async function setUp() {
  const sessionId = randomUUID()
  const number = await database.db.selectFrom('session').select('id').execute()
  await database.db
    .insertInto('session')
    .values({ id: sessionId, workspace_id: 'w', ticket_number: number.length + 1, ended_at: null })
    .execute()
  const notices = createLocalNotices()
  const hand = handTimers()
  const ctx = {
    db: database.db,
    notices,
    log: createLog({ logLevel: 'error' }),
    now: () => 1000,
    makeId: () => randomUUID(),
  }
  const presence = createPresence(ctx, hand.timers)
  const peer: Peer = {
    peerId: 'p',
    participantId: randomUUID(),
    sessionId,
    workspaceId: 'w',
    inviteId: undefined,
    name: 'Tom',
    seat: 'technician',
    send: () => undefined,
    close: () => undefined,
  }
  /** Does something and waits until the workspace has changed. */
  const changed = (act: () => void) =>
    new Promise<void>((resolve) => {
      const off = notices.subscribe(() => {
        off()
        resolve()
      })
      act()
    })
  const diary = async () => {
    const rows = await database.db
      .selectFrom('record')
      .select(['kind', 'body'])
      .where('session_id', '=', sessionId)
      .orderBy('revision')
      .execute()
    return rows.map((row) => {
      const change = changeOf(row)
      return change?.kind === 'update' ? `${change.record.actorName} ${change.record.kind}` : change?.kind
    })
  }
  return { presence, peer, hand, changed, diary, sessionId }
}

describe('the diary of coming and going', () => {
  it('[PR1] who is away for ten seconds has left; who comes back after that has joined again', async () => {
    const { presence, peer, hand, changed, diary } = await setUp()
    presence.arrived(peer)
    presence.gone(peer)
    hand.pass(9_999)
    expect(hand.waiting.size).toBe(1)
    await changed(() => hand.pass(1))
    expect(await diary()).toEqual(['Tom left'])
    await changed(() => presence.arrived(peer))
    expect(await diary()).toEqual(['Tom left', 'Tom joined'])
  })

  it('[PR2] a reload is neither', async () => {
    const { presence, peer, hand, diary } = await setUp()
    presence.arrived(peer)
    presence.gone(peer)
    hand.pass(5_000)
    presence.arrived(peer)
    hand.pass(60_000)
    expect(hand.waiting.size).toBe(0)
    expect(await diary()).toEqual([])
  })

  it('[PR3] a server that stops writes nothing', async () => {
    const { presence, peer, hand, diary } = await setUp()
    presence.arrived(peer)
    presence.gone(peer)
    presence.close()
    hand.pass(60_000)
    presence.gone(peer)
    expect(hand.waiting.size).toBe(0)
    expect(await diary()).toEqual([])
  })
})
