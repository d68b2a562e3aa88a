import type { DBSchema } from 'idb'
import type { Id } from '#domain/ids.ts'
import type { InviteToken } from '#domain/invite.ts'
import { connect, finished, type Connection, type ConnectionOptions } from './connection.ts'
import type { DeviceMemory, KeptSeat } from './device-memory.ts'

interface KeptInvite {
  readonly sessionId: Id
  readonly inviteId: Id
  readonly token: InviteToken
}

interface Schema extends DBSchema {
  seats: { key: string; value: KeptSeat }
  /** Keys count up: the order in which the links were made. */
  invites: { key: number; value: KeptInvite; indexes: { session: string } }
  values: { key: 'last-name' | 'last-token'; value: string }
}

const upgrades: ConnectionOptions<Schema>['upgrades'] = [
  (database) => {
    database.createObjectStore('seats', { keyPath: 'token' })
    database.createObjectStore('invites', { autoIncrement: true }).createIndex('session', 'sessionId')
    database.createObjectStore('values')
  },
]

function createIndexedMemory(connection: Connection<Schema>): DeviceMemory {
  return {
    seat: (token) => connection.run((database) => database.get('seats', token)),
    keepSeat: (seat) =>
      connection.run(async (database) => {
        const transaction = database.transaction(['seats', 'values'], 'readwrite', { durability: 'strict' })
        await finished(transaction.done, [
          transaction.objectStore('seats').put(seat),
          transaction.objectStore('values').put(seat.name, 'last-name'),
          transaction.objectStore('values').put(seat.token, 'last-token'),
        ])
      }),
    forgetSeat: (token) => connection.run((database) => database.delete('seats', token)),
    lastSeat: () =>
      connection.run(async (database) => {
        const token = await database.get('values', 'last-token')
        return token === undefined ? undefined : database.get('seats', token)
      }),
    inviteTokens: (sessionId) =>
      connection.run(async (database) =>
        (await database.getAllFromIndex('invites', 'session', sessionId)).reverse(),
      ),
    keepInviteToken: (sessionId, inviteId, token) =>
      connection.run(async (database) => {
        await database.add('invites', { sessionId, inviteId, token })
      }),
    lastName: () => connection.run((database) => database.get('values', 'last-name')),
    close: connection.close,
  }
}

/** For browsers that give a page no database: a rejoin after a reload then asks for the name again. */
function createPageMemory(): DeviceMemory {
  const seats = new Map<string, KeptSeat>()
  let invites: readonly KeptInvite[] = []
  let name: string | undefined
  let lastToken: string | undefined
  return {
    seat: async (token) => seats.get(token),
    async keepSeat(seat) {
      seats.set(seat.token, seat)
      name = seat.name
      lastToken = seat.token
    },
    forgetSeat: async (token) => void seats.delete(token),
    lastSeat: async () => (lastToken === undefined ? undefined : seats.get(lastToken)),
    inviteTokens: async (sessionId) => invites.filter((invite) => invite.sessionId === sessionId),
    async keepInviteToken(sessionId, inviteId, token) {
      invites = [{ sessionId, inviteId, token }, ...invites]
    },
    lastName: async () => name,
    close: () => undefined,
  }
}

/** Opens what this device remembers beside the records. Never rejects: without a database it remembers for this page only. */
export async function openDeviceMemory(): Promise<DeviceMemory> {
  try {
    return createIndexedMemory(await connect<Schema>({ name: 'farpoint-device', upgrades }))
  } catch {
    return createPageMemory()
  }
}
