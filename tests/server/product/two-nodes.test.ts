import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgres, startCluster, type Cluster } from '../../contracts/server/postgres-cluster.ts'
import { connect, openLive } from './sockets.ts'
import { guestOf, messageBy, newGuest, newSession, signIn, startPortal, type Portal } from './portal.ts'

const postgres = findPostgres()

describe.skipIf(postgres === undefined)('two nodes on one PostgreSQL', () => {
  let cluster: Cluster
  let nodes: readonly Portal[]
  beforeAll(async () => {
    cluster = await startCluster(postgres ?? '')
    const env = { DATABASE_URL: cluster.createDatabase('farpoint') }
    nodes = [await startPortal({ env }), await startPortal({ env })]
  })
  afterAll(async () => {
    for (const node of nodes) await node.stop()
    cluster.stop()
  })

  it('[SY12] whoever pulls while many write at both nodes misses nothing', async () => {
    const [first = '', second = ''] = nodes.map(({ url }) => url)
    const agent = await signIn(first)
    const session = await newSession(agent)
    const guest = await newGuest(agent, session.id)
    const device = (url: string) => guestOf(url, guest.participantId, guest.secret)

    const sent: string[] = []
    let writing = true
    const writers = [first, second, first, second].map(async (url) => {
      for (let round = 0; round < 30; round += 1) {
        const changes = [
          messageBy(guest.participantId, session.id),
          messageBy(guest.participantId, session.id),
        ]
        const { results } = await device(url).must('push', { changes })
        expect(results.every(({ status }) => status === 'accepted')).toBe(true)
        sent.push(...changes.map(({ record }) => record.id))
      }
    })
    const seen: string[] = []
    const puller = (async () => {
      let cursor = 0
      for (let last = false; !last;) {
        last = !writing
        const page = await device(second).must('pull', { after: cursor, limit: 200 })
        seen.push(...page.changes.map(({ change }) => change.record.id))
        cursor = page.cursor
        if (page.more) last = false
      }
    })()
    await Promise.all(writers)
    writing = false
    await puller
    expect(sent).toHaveLength(240)
    expect(seen.filter((id) => sent.includes(id)).toSorted()).toEqual(sent.toSorted())
  })

  it('[EN7] a session that ends at one node is cut at the other', async () => {
    const [first = '', second = ''] = nodes.map(({ url }) => url)
    const agent = await signIn(first)
    const session = await newSession(agent)
    const { participantId, secret } = await newGuest(agent, session.id)
    const guest = guestOf(second, participantId, secret)
    const call = await connect(guest, session.id)
    const live = await openLive(guest)
    await live.first(({ type }) => type === 'ready')
    await agent.must('endSession', { sessionId: session.id })
    expect(await call.closed()).toBe(4410)
    await live.first(({ type }) => type === 'ended')
    await live.first(({ type }) => type === 'changed')
    live.close()
  })
})
