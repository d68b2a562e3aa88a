import { deleteDB, type DBSchema } from 'idb'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, type Connection, type ConnectionOptions } from '#store/connection.ts'

interface Schema extends DBSchema {
  things: { key: string; value: string }
  more: { key: string; value: string }
}

const upgrades: ConnectionOptions<Schema>['upgrades'] = [
  (database) => void database.createObjectStore('things'),
  (database) => void database.createObjectStore('more'),
]
const firstVersion = upgrades.slice(0, 1)

const name = 'connection-test'
const connections: Connection<Schema>[] = []

async function open(options: Partial<ConnectionOptions<Schema>> = {}): Promise<Connection<Schema>> {
  const connection = await connect<Schema>({ name, upgrades, ...options })
  connections.push(connection)
  return connection
}

afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close()
  await deleteDB(name)
})

describe('[ST11] the database of a newer page', () => {
  it('takes the missing steps and keeps what was there', async () => {
    const older = await open({ upgrades: firstVersion })
    await older.run((database) => database.put('things', 'kept', 'key'))
    older.close()
    const newer = await open()
    expect(await newer.run((database) => database.get('things', 'key'))).toBe('kept')
    expect(await newer.run((database) => database.count('more'))).toBe(0)
  })

  it('opens while our own older page is open, which then asks to reload', async () => {
    const older = await open({ upgrades: firstVersion })
    let wasBlocked = false
    await open({ onBlocked: () => (wasBlocked = true) })
    expect(wasBlocked).toBe(false)
    await expect(older.run((database) => database.count('things'))).rejects.toMatchObject({
      problem: { code: 'device-storage', sentence: expect.stringMatching(/Reload/) },
    })
  })

  it('says that another page holds it up, and opens when that one lets go', async () => {
    const deaf = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1)
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('things'))
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
    })
    let opening: Promise<Connection<Schema>> | undefined
    await new Promise<void>((resolve) => {
      opening = open({ onBlocked: resolve })
    })
    deaf.close()
    const connection = await opening
    expect(await connection?.run((database) => database.count('more'))).toBe(0)
  })
})

describe('[ST12] a connection that broke', () => {
  it('is made once for all who wait for it', async () => {
    const connection = await open()
    await connection.run(async (database) => database.close())
    const counts = await Promise.all(
      [1, 2, 3].map((n) => connection.run((database) => database.put('things', 'kept', `${n}`))),
    )
    expect(counts).toEqual(['1', '2', '3'])
    expect(await connection.run((database) => database.count('things'))).toBe(3)
  })

  it('does not hide what is wrong with the work itself', async () => {
    const connection = await open()
    const work = connection.run(() => Promise.reject(new RangeError('my own fault')))
    await expect(work).rejects.toThrow(RangeError)
  })
})
