import type { Role } from './agent.ts'

/** Everything that somebody may or may not do. One table: the server checks by it, screens hide by it, tests read it. */
export type Action =
  | 'session.create'
  | 'session.end'
  | 'session.join'
  | 'session.read'
  | 'invite.create'
  | 'invite.revoke'
  | 'note.write'
  | 'message.write'
  | 'scene.write'
  | 'recording.write'
  | 'history.read'
  | 'agents.read'
  | 'settings.write'

/** `guest` means: in the one session that the guest's link leads to, and in no other. */
export type Actor = Role | 'guest'

const agent: readonly Action[] = [
  'session.create',
  'session.end',
  'session.join',
  'session.read',
  'invite.create',
  'invite.revoke',
  'note.write',
  'message.write',
  'scene.write',
  'recording.write',
  'history.read',
  'agents.read',
]

const permissions: Readonly<Record<Actor, readonly Action[]>> = {
  guest: ['session.join', 'session.read', 'message.write', 'scene.write', 'recording.write'],
  agent,
  owner: [...agent, 'settings.write'],
}

export function may(actor: Actor, action: Action): boolean {
  return permissions[actor].includes(action)
}
