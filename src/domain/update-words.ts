import type { SessionUpdate, SessionUpdateKind } from './session-update.ts'

/* Apart from the record: guests send updates over weak networks and never read them. */

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
