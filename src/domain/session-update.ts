import * as z from 'zod/mini'
import { DeviceReport } from './device-report.ts'
import { Id, Timestamp } from './ids.ts'
import { PersonName } from './participant.ts'

/** Who did what when: the session's own diary. Append-only. */
export const SessionUpdateKind = z.enum([
  'created',
  'invited',
  'invite-revoked',
  'recording-requested',
  'request-withdrawn',
  'recording-shared',
  'share-withdrawn',
  'joined',
  'left',
  'ar-started',
  'ar-stopped',
  'recording-started',
  'recording-stopped',
  'recording-paused',
  'recording-resumed',
  'recording-agreed',
  'recording-declined',
  'prompt-shown',
  'recording-stored',
  'still-taken',
  'model-placed',
  'device-checked',
  'ended',
])
export type SessionUpdateKind = z.infer<typeof SessionUpdateKind>

export const SessionUpdate = z.object({
  id: Id,
  sessionId: Id,
  kind: SessionUpdateKind,
  actorName: PersonName,
  /** What it was about, when the kind alone does not say: a model's name, a file's name. */
  detail: z.optional(z.string().check(z.maxLength(200))),
  /** What a device check found, of `device-checked`. */
  report: z.optional(DeviceReport),
  at: Timestamp,
})
export type SessionUpdate = z.infer<typeof SessionUpdate>
