import type { Readable } from 'node:stream'

/** Where finished files lie: a folder by default, S3-compatible storage when configured. Keys are made by the server, never by a client. */
export interface BlobStorage {
  /** Moves a complete, checked local file in; resolves when it is durable (fsynced, folder too). The source is gone after. */
  adopt(key: string, localPath: string): Promise<void>
  size(key: string): Promise<number | undefined>
  /** Bytes start to end inclusive. Throws when the key is unknown. */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>
  remove(key: string): Promise<void>
  /** Answers when a write would succeed; for readiness. */
  check(): Promise<void>
}
