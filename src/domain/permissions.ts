import type { Role } from './agent.ts'
import type { Id } from './ids.ts'
import type { Seat } from './participant.ts'
import type { SceneChange } from './scene.ts'

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
  /** Takes away at once what others made. */
  | 'scene.clear'
  | 'recording.write'
  /** Says what was said: written by experts' devices, and corrected by people. */
  | 'transcript.write'
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
  'scene.clear',
  'recording.write',
  'transcript.write',
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

/** As whom somebody acts whose account is not known, as between the sides of a call: only agents point, guests hold the camera. */
export function actorIn(seat: Seat): Actor {
  return seat === 'expert' ? 'agent' : 'guest'
}

/** Whether this change of the scene may be made by its author: clearing for oneself alone is everybody's. */
export function mayChangeScene(actor: Actor, change: SceneChange, author: Id): boolean {
  const isForOthers = change.kind === 'clear' && change.of !== author
  return may(actor, 'scene.write') && (!isForOthers || may(actor, 'scene.clear'))
}
