import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#server/storage/database.ts'

export interface DatabaseSubject {
  /** Opens the same place each time; the law never opens it twice at once. */
  open(): Promise<Database>
  dispose(): Promise<void>
}

/** What the product may rely on, whichever database is under it. */
export function databaseLaw(name: string, create: () => Promise<DatabaseSubject>): void {
  describe(`database: ${name}`, () => {
    let subject: DatabaseSubject
    let database: Database
    beforeAll(async () => {
      subject = await create()
      database = await subject.open()
    })
    afterAll(async () => {
      await database.close()
      await subject.dispose()
    })

    async function workspace(): Promise<string> {
      const id = randomUUID()
      await database.db.insertInto('workspace').values({ id, name: 'A team' }).execute()
      return id
    }

    async function session(workspaceId: string, ticket = 1): Promise<string> {
      const id = randomUUID()
      await database.db
        .insertInto('session')
        .values({ id, workspace_id: workspaceId, ticket_number: ticket, ended_at: null })
        .execute()
      return id
    }

    function record(workspaceId: string, sessionId: string, revision: number, id: string = randomUUID()) {
      const body = JSON.stringify({ text: 'ä "quoted" \u2028', nested: [1, { deep: true }] })
      return {
        workspace_id: workspaceId,
        id,
        kind: 'note',
        session_id: sessionId,
        revision,
        author: 'a',
        body,
      }
    }

    it('[DB1] numbers, times, truth and JSON come back as what they are', async () => {
      const id = await workspace()
      const place = await session(id, 4711)
      await database.db
        .insertInto('record')
        .values(record(id, place, 2 ** 40))
        .execute()
      const kept = await database.db
        .selectFrom('record')
        .selectAll()
        .where('workspace_id', '=', id)
        .executeTakeFirst()
      expect(kept).toMatchObject({
        revision: 2 ** 40,
        late: false,
        body: { text: 'ä "quoted" \u2028', nested: [1, { deep: true }] },
      })
      const row = await database.db
        .selectFrom('session')
        .selectAll()
        .where('id', '=', place)
        .executeTakeFirst()
      expect(row?.ticket_number).toBe(4711)
      expect(row?.ended_at).toBeNull()
      expect(row?.created_at).toBeInstanceOf(Date)
    })

    it('[DB2] the same record, revision, ticket number or token twice is refused with 23505', async () => {
      const id = await workspace()
      const place = await session(id, 1)
      const first = record(id, place, 1)
      await database.db.insertInto('record').values(first).execute()
      const again = [record(id, place, 2, first.id), record(id, place, 1)]
      for (const values of again)
        await expect(database.db.insertInto('record').values(values).execute()).rejects.toMatchObject({
          code: '23505',
        })
      await expect(session(id, 1)).rejects.toMatchObject({ code: '23505' })
      const invite = () =>
        database.db
          .insertInto('invite')
          .values({
            id: randomUUID(),
            session_id: place,
            kind: 'guest',
            token_hash: `hash of ${id}`,
            created_by: 'a',
            created_at: new Date(),
            expires_at: new Date(),
            revoked_at: null,
            used_at: null,
          })
          .execute()
      await invite()
      await expect(invite()).rejects.toMatchObject({ code: '23505' })
    })

    it('[DB3] a record and its session may come in either order of one transaction, but a record alone may not', async () => {
      const id = await workspace()
      const place = randomUUID()
      await database.db.transaction().execute(async (tx) => {
        await tx
          .insertInto('record')
          .values(record(id, place, 1))
          .execute()
        await tx
          .insertInto('session')
          .values({ id: place, workspace_id: id, ticket_number: 1, ended_at: null })
          .execute()
      })
      const lonely = database.db
        .insertInto('record')
        .values(record(id, randomUUID(), 2))
        .execute()
      await expect(lonely).rejects.toMatchObject({ code: '23503' })
    })

    it('[DB4] forty transactions at once, every third rolled back, leave exactly the others, each with its own revision', async () => {
      const id = await workspace()
      const place = await session(id)
      const write = (index: number) =>
        database.db.transaction().execute(async (tx) => {
          const { revision } = await tx
            .updateTable('workspace')
            .set({ revision: sql`revision + 1` })
            .where('id', '=', id)
            .returning('revision')
            .executeTakeFirstOrThrow()
          await tx
            .insertInto('record')
            .values(record(id, place, revision))
            .execute()
          if (index % 3 === 0) throw new Error('changed my mind')
        })
      const results = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => write(index)))
      const kept = await database.db
        .selectFrom('record')
        .select('revision')
        .where('workspace_id', '=', id)
        .orderBy('revision')
        .execute()
      expect(results.filter((result) => result.status === 'rejected')).toHaveLength(14)
      expect(kept.map((row) => row.revision)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1))
    })

    it('[DB5] a notice is heard after its commit, never after a rollback, and not any more after off', async () => {
      const heard: string[] = []
      let wake = () => {}
      const off = await database.listen('farpoint_law', (payload) => {
        heard.push(payload)
        wake()
      })
      const until = (payload: string) =>
        new Promise<void>((resolve) => {
          wake = () => heard.includes(payload) && resolve()
          wake()
        })
      const say = (payload: string, then?: Error) =>
        database.db.transaction().execute(async (tx) => {
          await sql`select pg_notify('farpoint_law', ${payload})`.execute(tx)
          if (then) throw then
        })
      await expect(say('rolled back', new Error('no'))).rejects.toThrow('no')
      await say('committed')
      await until('committed')
      await off()
      const after = await database.listen('farpoint_law_after', (payload) => {
        heard.push(payload)
        wake()
      })
      await say('after off')
      await sql`select pg_notify('farpoint_law_after', 'end')`.execute(database.db)
      await until('end')
      await after()
      expect(heard).toEqual(['committed', 'end'])
    })

    it('[DB6] closed and opened again it has all that was in it', async () => {
      const id = await workspace()
      await database.close()
      database = await subject.open()
      const kept = await database.db
        .selectFrom('workspace')
        .select('name')
        .where('id', '=', id)
        .executeTakeFirst()
      expect(kept).toEqual({ name: 'A team' })
    })
  })
}
