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

const sentences: Record<SessionUpdateKind, (who: string, detail: string) => string> = {
  created: (who) => `${who} created the session`,
  invited: (who) => `${who} made a guest link`,
  'invite-revoked': (who) => `${who} withdrew a guest link`,
  'recording-requested': (who) => `${who} asked for an AR recording`,
  'request-withdrawn': (who) => `${who} withdrew a recording request`,
  'recording-shared': (who) => `${who} shared recordings by a link`,
  'share-withdrawn': (who) => `${who} withdrew a link to recordings`,
  joined: (who) => `${who} joined`,
  left: (who) => `${who} left`,
  'ar-started': (who) => `${who} started AR`,
  'ar-stopped': (who) => `${who} stopped AR`,
  'recording-started': (who) => `${who} started recording`,
  'recording-stopped': (who) => `${who} stopped recording`,
  'recording-paused': (who) => `${who} paused the recording`,
  'recording-resumed': (who) => `${who} went on recording`,
  'recording-agreed': (who) => `${who} agreed to be recorded`,
  'recording-declined': (who) => `${who} did not agree to be recorded`,
  'prompt-shown': (who, detail) => `${who} showed: ${detail}`,
  'recording-stored': () => 'A recording arrived in the portal',
  'still-taken': (who) => `${who} took a still`,
  'model-placed': (who, detail) => `${who} placed a model${detail ? `: ${detail}` : ''}`,
  'device-checked': (who, detail) => `${who} checked the device${detail ? `: ${detail}` : ''}`,
  ended: (who) => `${who} ended the session`,
}

/** The update as one plain sentence, without its time. */
export function updateSentence(update: SessionUpdate): string {
  return sentences[update.kind](update.actorName, update.detail ?? '')
}
