import type { Id } from '#domain/ids.ts'
import type { Seat } from '#domain/participant.ts'
import type { FilmClock } from '#domain/recording.ts'

/** How far a film is on this device. */
export type VaultStep =
  /** Chunks arrive; `savedMs` of the film are safe. Without a live recorder this means: interrupted. */
  | { readonly step: 'capturing'; readonly chunks: number; readonly savedMs: number }
  /** No more chunks will come; duration and seek index are still missing. */
  | { readonly step: 'captured'; readonly chunks: number; readonly savedMs: number }
  /** Complete and playable; waits for the portal. */
  | {
      readonly step: 'finished'
      readonly blocks: number
      readonly bytes: number
      readonly durationMs: number
      readonly sha256: string
      /** Where a broken upload goes on. */
      readonly uploadUrl?: string | undefined
    }

/** What is known of one film on this device. */
export interface VaultEntry {
  readonly id: Id
  readonly sessionId: Id
  readonly authorName: string
  readonly mimeType: string
  readonly startedAt: number
  /** Whose device recorded it. */
  readonly seat?: Seat
  /** Kept as it grows, so that a film of a browser that died still knows when it was paused. */
  readonly clock?: FilmClock
  /** Waits for its maker to look at it: it is finished, and not sent before `release`. */
  readonly isHeld?: boolean
  readonly status: VaultStep
}

/**
 * Where the browser keeps films until the portal has confirmed them: one database per identity, like the local store.
 * Every command resolves after its transaction is complete. A full disk rejects with StorageFullError and loses nothing.
 */
export interface Vault {
  begin(entry: Omit<VaultEntry, 'status'>): Promise<void>
  /** Resolves when the chunk is stored. Chunks are numbered without holes from 0. */
  append(id: Id, index: number, chunk: Blob, savedMs: number): Promise<void>
  /** The film goes on: from here its time runs with the wall again. */
  keepClock(id: Id, clock: FilmClock): Promise<void>
  endCapture(id: Id): Promise<void>
  entries(): Promise<readonly VaultEntry[]>
  entry(id: Id): Promise<VaultEntry | undefined>
  /** The captured chunks as one Blob that is backed by storage, not by memory. */
  captured(id: Id): Promise<Blob>
  /** Finishing writes the film in blocks of FILM_BLOCK_BYTES; a block may be written again with other bytes. */
  putBlock(id: Id, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  getBlock(id: Id, index: number): Promise<Uint8Array<ArrayBuffer> | undefined>
  finish(id: Id, result: Omit<Extract<VaultStep, { step: 'finished' }>, 'step' | 'uploadUrl'>): Promise<void>
  /** The finished film as one Blob that is backed by storage, not by memory. */
  film(id: Id): Promise<Blob | undefined>
  keepUploadUrl(id: Id, url: string | undefined): Promise<void>
  /** Its maker has looked at it: it may be sent. */
  release(id: Id): Promise<void>
  /** Only after the portal confirmed the whole file's hash. */
  free(id: Id): Promise<void>
  /** Calls back after this device changed an entry. */
  onChange(callback: () => void): () => void
  close(): void
}

/** Large enough that two hours of film are a few thousand rows, small enough to patch the head cheaply. */
export const FILM_BLOCK_BYTES = 1024 * 1024

/** The browser refused to store more. What was stored before is whole. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError'
}
