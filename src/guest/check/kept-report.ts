import * as z from 'zod/mini'
import { DeviceReport } from '#domain/device-report.ts'
import { Id, type MakeId, type Timestamp } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdate } from '#domain/session-update.ts'
import { portalNow } from '#store/portal-clock.ts'

const KEY = 'farpoint.device-report'
/** An older report says little about today's network and permissions. */
const FRESH_MS = 24 * 60 * 60 * 1000

/** The update's id is kept with it: sent at each joining, it arrives once. */
const KeptReport = z.object({ id: Id, report: DeviceReport })
export type KeptReport = z.infer<typeof KeptReport>

type Memory = Pick<Storage, 'getItem' | 'setItem'>

/** localStorage may be blocked; then asking for it throws, and nothing is kept: the person can still copy the result. */
const pageStorage = (): Memory => localStorage

/** Keeps the newest check on this device, for the sessions that are joined from here. */
export function keepReport(report: DeviceReport, makeId: MakeId, storage = pageStorage): KeptReport {
  const kept = { id: makeId(), report }
  try {
    storage().setItem(KEY, JSON.stringify(kept))
  } catch {
    // See pageStorage.
  }
  return kept
}

function readKept(storage: () => Memory): KeptReport | undefined {
  try {
    return KeptReport.safeParse(JSON.parse(storage().getItem(KEY) ?? 'null')).data
  } catch {
    return undefined
  }
}

/** An id made of the check's and the seat's, so that one check can be shown in several sessions. */
function mix(a: Id, b: Id): Id {
  const digits = Array.from(a, (digit, i) => {
    const other = b[i] ?? '0'
    // The dashes, the version and the variant of a UUID stay as they are.
    if (digit === '-' || i === 14 || i === 19) return digit
    return (parseInt(digit, 16) ^ parseInt(other, 16)).toString(16)
  })
  return digits.join('')
}

/** The check as the session's diary takes it. The same check and seat give the same record, so that sending twice is once. */
export function updateOf(
  { id, report }: KeptReport,
  self: Pick<Participant, 'id' | 'sessionId' | 'name'>,
): SessionUpdate {
  return {
    id: mix(id, self.id),
    sessionId: self.sessionId,
    kind: 'device-checked',
    actorName: self.name,
    report,
    at: report.at,
  }
}

/**
 * What this device has to say about itself to a session that it just joined: its last check, if there is one of the last day.
 * Write it as an update; doing so at every joining changes nothing.
 */
export function reportToSend(
  self: Pick<Participant, 'id' | 'sessionId' | 'name'>,
  now: Timestamp = portalNow(),
  storage = pageStorage,
): SessionUpdate | undefined {
  const kept = readKept(storage)
  return kept === undefined || now - kept.report.at > FRESH_MS ? undefined : updateOf(kept, self)
}
