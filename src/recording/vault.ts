import type { Id } from '#domain/ids.ts'
import type { Sha256 } from '#domain/recording.ts'
import type * as z from 'zod'

/** What is known of one film on this device. */
export interface VaultEntry {
  readonly id: Id
  readonly sessionId: Id
  readonly authorName: string
  readonly mimeType: string
  readonly startedAt: number
  readonly status:
    | { readonly step: 'capturing'; readonly chunks: number; readonly savedMs: number }
    | { readonly step: 'captured'; readonly chunks: number; readonly savedMs: number }
    | {
        readonly step: 'finished'
        readonly blocks: number
        readonly bytes: number
        readonly durationMs: number
        readonly sha256: z.infer<typeof Sha256>
      }
}

/** Where the browser keeps films until the portal has confirmed them. One database for the device; entries say whose they are. */
export interface Vault {
  begin(entry: Omit<VaultEntry, 'status'>): Promise<void>
  /** Resolves when the chunk is stored. Chunks are numbered without holes from 0. */
  append(id: Id, index: number, chunk: Blob, savedMs: number): Promise<void>
  endCapture(id: Id): Promise<void>
  entries(): Promise<readonly VaultEntry[]>
  entry(id: Id): Promise<VaultEntry | undefined>
  /** The captured chunks in order, one at a time. */
  chunks(id: Id): AsyncIterable<Blob>
  /** The finished film as one Blob that is backed by storage, not by memory. */
  film(id: Id): Promise<Blob | undefined>
  /** Only after the portal confirmed the whole file's hash. */
  free(id: Id): Promise<void>
  close(): void
}
