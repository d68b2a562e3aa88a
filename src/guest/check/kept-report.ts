import * as z from 'zod/mini'
import { DeviceReport } from '#domain/device-report.ts'
import { Id, type MakeId, type Timestamp } from '#domain/ids.ts'
import type { Participant } from '#domain/participant.ts'
import type { SessionUpdate } from '#domain/session-update.ts'

const KEY = 'farpoint.device-report'
/** An older report says little about today's network and permissions. */
const FRESH_MS = 24 * 60 * 60 * 1000

/** The update's id is kept with it: sent at each joining, it arrives once. */
const Kept = z.object({ id: Id, report: DeviceReport })

type Memory = Pick<Storage, 'getItem' | 'setItem'>

/** localStorage may be blocked; then asking for it throws, and nothing is kept: the person can still copy the result. */
const pageStorage = (): Memory => localStorage

/** Keeps the newest check on this device, for the sessions that are joined from here. */
export function keepReport(report: DeviceReport, makeId: MakeId, storage = pageStorage): void {
  try {
    storage().setItem(KEY, JSON.stringify({ id: makeId(), report }))
  } catch {
    // See pageStorage.
  }
}

function readKept(storage: () => Memory): z.infer<typeof Kept> | undefined {
  try {
    return Kept.safeParse(JSON.parse(storage().getItem(KEY) ?? 'null')).data
  } catch {
    return undefined
  }
}

/** An id of the session's own, made of both, so that one check can be shown in several sessions. */
function mix(a: Id, b: Id): Id {
  const digits = [...a].map((digit, i) => {
    const other = b[i] ?? '0'
    // The dashes, the version and the variant of a UUID stay as they are.
    if (digit === '-' || i === 14 || i === 19) return digit
    return (parseInt(digit, 16) ^ parseInt(other, 16)).toString(16)
  })
  return digits.join('')
}

/**
 * What this device has to say about itself to a session that it just joined: its last check, if there is one of the last day.
 * Write it as an update; doing so at every joining changes nothing.
 */
export function reportToSend(
  self: Pick<Participant, 'sessionId' | 'name'>,
  now: Timestamp = Date.now(),
  storage = pageStorage,
): SessionUpdate | undefined {
  const kept = readKept(storage)
  if (kept === undefined || now - kept.report.at > FRESH_MS) return undefined
  const { id, report } = kept
  return {
    id: mix(id, self.sessionId),
    sessionId: self.sessionId,
    kind: 'device-checked',
    actorName: self.name,
    report,
    at: report.at,
  }
}
