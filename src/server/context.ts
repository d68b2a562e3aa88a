import type { Kysely } from 'kysely'
import type { MakeId, Now } from '#domain/ids.ts'
import type { Identify } from './accounts/caller.ts'
import type { Config } from './config/config.ts'
import type { BlobStorage } from './storage/blob-storage.ts'
import type { Notices } from './live/notices.ts'
import type { Schema } from './storage/schema.ts'
import type { Logger } from './config/log.ts'

/** What every part of the server is given; nothing reads the environment, the clock or the database by itself. */
export interface ServerContext {
  readonly config: Config
  readonly db: Kysely<Schema>
  readonly blobs: BlobStorage
  readonly notices: Notices
  readonly log: Logger
  /** Who sent these headers. */
  readonly identify: Identify
  readonly now: Now
  readonly makeId: MakeId
}
