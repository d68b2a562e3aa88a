import type { Id } from '#domain/ids.ts'

/** A notice between parts of the server and, later, between nodes: ids only, each receiver looks the rest up. */
export type Notice =
  | { readonly type: 'changed'; readonly workspaceId: string; readonly revision: number }
  | { readonly type: 'roster'; readonly workspaceId: string; readonly sessionId: Id }
  | { readonly type: 'ended'; readonly workspaceId: string; readonly sessionId: Id }
  /** A link was withdrawn: whoever came in by it is cut. */
  | {
      readonly type: 'revoked'
      readonly workspaceId: string
      readonly sessionId: Id
      readonly inviteId: Id
    }

/** Losing a notice costs time, never data. Called after the transaction that it speaks of was committed. */
export interface Notices {
  /** Every subscriber of this moment hears it once, in the order of publishing; never throws for a subscriber's fault. */
  publish(notice: Notice): void
  /** Calls back for every later notice, of all workspaces; returns its own off-function. */
  subscribe(callback: (notice: Notice) => void): () => void
  /** Nobody hears anything after it; safe to call twice. */
  close(): Promise<void>
}
