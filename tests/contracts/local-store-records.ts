import type { Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Accepted, Change } from '#domain/sync.ts'

/** The n-th id: valid, and in the order of n. */
export function idOf(n: number): Id {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

export const sessionA = idOf(900_001)
export const sessionB = idOf(900_002)
const author = idOf(900_003)

export function message(n: number, text = `message ${n}`, sessionId = sessionA): Change {
  const record = {
    id: idOf(n),
    sessionId,
    author,
    authorName: 'Ada',
    authorSeat: 'expert' as const,
    text,
    at: 1000 + n,
  }
  return { kind: 'message', record }
}

export function note(n: number, text = `note ${n}`): Change {
  return {
    kind: 'note',
    record: { id: idOf(n), noteId: idOf(n), sessionId: sessionA, authorName: 'Ada', text, at: 1000 + n },
  }
}

export function removal(n: number, clock: number): Change {
  const change = { kind: 'mark.remove' as const, markId: idOf(n) }
  return { kind: 'scene', record: { id: idOf(n), sessionId: sessionA, author, clock, at: 5000 - n, change } }
}

export const recordingStates = ['capturing', 'finished', 'stored'] as const

export function recording(n: number, status: (typeof recordingStates)[number]): Change {
  const base = {
    id: idOf(n),
    sessionId: sessionA,
    authorName: 'Ada',
    startedAt: 1000 + n,
    mimeType: 'video/webm',
  }
  const film = { durationMs: 1000, bytes: 10, sha256: 'a'.repeat(64) }
  switch (status) {
    case 'capturing':
      return { kind: 'recording', record: { ...base, status } }
    case 'finished':
      return { kind: 'recording', record: { ...base, ...film, status } }
    case 'stored':
      return { kind: 'recording', record: { ...base, ...film, status, mediaId: idOf(n + 500_000) } }
  }
}

/** `hasPicture`: the portal has its file and says so in a newer revision. */
export function still(n: number, hasPicture: boolean): Change {
  const record = { id: idOf(n), sessionId: sessionA, author, at: 1000 + n, width: 640, height: 480 }
  return { kind: 'still', record: hasPicture ? { ...record, mediaId: idOf(n + 500_000) } : record }
}

export function session(n: number, endedAt?: number): Change {
  const base = { id: idOf(n), ticketNumber: n, title: `Session ${n}`, createdAt: 1000 + n, createdBy: 'Ada' }
  return {
    kind: 'session',
    record:
      endedAt === undefined
        ? { ...base, status: 'open' }
        : { ...base, status: 'ended', endedAt, endedBy: 'Ada' },
  }
}

export function accepted(revision: number, change: Change, late?: boolean): Accepted {
  return late === undefined ? { revision, change } : { revision, change, late }
}

/** Resolves with the value as soon as it is as wished. */
export function until<T>(source: Readable<T>, isWished: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let off = (): void => undefined
    const look = (): void => {
      const value = source.snapshot()
      if (!isWished(value)) return
      off()
      resolve(value)
    }
    off = source.subscribe(look)
    look()
  })
}
