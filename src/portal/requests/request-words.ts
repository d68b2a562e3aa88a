import type { Id, Timestamp } from '#domain/ids.ts'
import { inviteState, type Invite } from '#domain/invite.ts'
import type { Recording } from '#domain/recording.ts'

export interface RequestWords {
  readonly tone: 'success' | 'neutral' | 'info'
  readonly text: string
}

/** How far a recording request is: the furthest thing that is known of it. */
export function requestState(invite: Invite, recordings: readonly Recording[], now: Timestamp): RequestWords {
  const own = recordings.filter((one) => one.inviteId === invite.id)
  const arrived = own.filter(({ status }) => status === 'stored').length
  if (arrived > 0)
    return { tone: 'success', text: arrived === 1 ? 'Recording here' : `${arrived} recordings here` }
  if (own.length > 0) return { tone: 'info', text: 'Being sent' }
  const state = inviteState(invite, now)
  if (state === 'revoked') return { tone: 'neutral', text: 'Withdrawn' }
  if (state === 'expired') return { tone: 'neutral', text: 'Expired' }
  if (invite.usedAt !== undefined) return { tone: 'info', text: 'Recording' }
  return { tone: 'info', text: invite.openedAt === undefined ? 'Not opened yet' : 'Opened' }
}

/** The newest recording that answers it, once it is in the portal. */
export function answerTo(invite: Invite, recordings: readonly Recording[]): Id | undefined {
  return recordings.findLast((one) => one.inviteId === invite.id && one.status === 'stored')?.id
}
