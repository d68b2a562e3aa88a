import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openAccounts, type Accounts } from '#server/accounts/open-accounts.ts'
import { randomToken, sha256Hex } from '#server/accounts/stored-secret.ts'
import { createLog } from '#server/config/log.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let accounts: Accounts
const sessionId = randomUUID()
const guest = { id: randomUUID(), secret: randomToken() }
const agent = { id: randomUUID(), secret: randomToken() }

beforeAll(async () => {
  database = await openTestDatabase()
  const { db, pool } = database
  const log = createLog({ logLevel: 'warn' })
  accounts = await openAccounts({ db, log, now: () => Date.now(), makeId: () => randomUUID() }, pool)
  await db
    .insertInto('session')
    .values({ id: sessionId, workspace_id: accounts.workspaceId, ticket_number: 1, ended_at: new Date() })
    .execute()
  const person = { session_id: sessionId, invite_id: null, name: 'Grace', joined_at: new Date() }
  await db
    .insertInto('participant')
    .values([
      { ...person, id: guest.id, agent_id: null, seat: 'technician', secret_hash: sha256Hex(guest.secret) },
      { ...person, id: agent.id, agent_id: 'someone', seat: 'expert', secret_hash: null },
    ])
    .execute()
})
afterAll(() => database.close())

const who = (authorization: string) => accounts.identify(new Headers({ authorization }))

it('[ID1] a guest is known by id and secret, also after the session has ended', async () => {
  expect(await who(`Guest ${guest.id}.${guest.secret}`)).toEqual({
    kind: 'guest',
    participantId: guest.id,
    sessionId,
    workspaceId: accounts.workspaceId,
  })
})

it.each([
  ['another secret', () => `Guest ${guest.id}.${randomToken()}`],
  ['another person', () => `Guest ${randomUUID()}.${guest.secret}`],
  ['the hash instead of the secret', () => `Guest ${guest.id}.${sha256Hex(guest.secret)}`],
  ['an agent’s participant, who has no secret', () => `Guest ${agent.id}.${agent.secret}`],
  ['no secret', () => `Guest ${guest.id}.`],
  ['SQL', () => `Guest ' or 1=1 --.${guest.secret}`],
  ['another scheme', () => `Bearer ${guest.id}.${guest.secret}`],
])('[ID2] %s proves nothing', async (_what, authorization) => {
  expect(await who(authorization())).toEqual({ kind: 'nobody' })
})

it('[ID3] an invented cookie proves nothing', async () => {
  const headers = new Headers({ cookie: 'farpoint.session_token=abc.def; other=1' })
  expect(await accounts.identify(headers)).toEqual({ kind: 'nobody' })
})
