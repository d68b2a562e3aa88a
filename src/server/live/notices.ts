import type { Id } from '#domain/ids.ts'

/** A notice between parts of the server and, later, between nodes: ids only, each receiver looks the rest up. */
export type Notice =
  | { readonly type: 'changed'; readonly workspaceId: string; readonly revision: number }
  | { readonly type: 'roster'; readonly workspaceId: string; readonly sessionId: Id }
  | { readonly type: 'ended'; readonly workspaceId: string; readonly sessionId: Id }

/** Losing a notice costs time, never data. Called after the transaction that it speaks of was committed. */
export interface Notices {
  publish(notice: Notice): void
  subscribe(callback: (notice: Notice) => void): () => void
  close(): Promise<void>
}
