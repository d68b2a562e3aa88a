import type { Id } from '#domain/ids.ts'
import type { InviteToken } from '#domain/invite.ts'

/** A seat that this device took by a link: enough to sit down again with one tap. Stored before it is first sent. */
export interface KeptSeat {
  readonly token: InviteToken
  readonly participantId: Id
  readonly secret: string
  readonly name: string
  /** The server has confirmed the joining. */
  readonly joined: boolean
}

/** What a device remembers beside the records: seats by link token, and the tokens of links that an agent made here. */
export interface DeviceMemory {
  seat(token: string): Promise<KeptSeat | undefined>
  keepSeat(seat: KeptSeat): Promise<void>
  forgetSeat(token: string): Promise<void>
  /** The seat that was kept last, unless it was forgotten since. */
  lastSeat(): Promise<KeptSeat | undefined>
  /** The token of a guest link made on this device for that session, newest first. */
  inviteTokens(sessionId: Id): Promise<readonly { readonly inviteId: Id; readonly token: InviteToken }[]>
  keepInviteToken(sessionId: Id, inviteId: Id, token: InviteToken): Promise<void>
  lastName(): Promise<string | undefined>
  close(): void
}
