import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../storage/schema.ts'

/** 128 random bits in base64url, 22 characters: as long as every secret of a link. */
export function randomToken(): string {
  return randomBytes(16).toString('base64url')
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The installation's value of that name, made by `make` when it is asked for the first time, by whichever node is first. */
export async function storedSecret(
  db: Kysely<Schema> | Transaction<Schema>,
  name: string,
  make: () => string,
): Promise<string> {
  const find = () => db.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirst()
  const known = await find()
  if (known) return known.value
  await db
    .insertInto('secret')
    .values({ name, value: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const made = await find()
  if (!made) throw new Error(`The secret ${name} vanished while it was made`)
  return made.value
}
