import type { Id } from '#domain/ids.ts'
import type { Recording } from '#domain/recording.ts'
import type { FilmProgress } from '#recording/film-work.ts'

export interface FilmWords {
  readonly tone: 'busy' | 'done' | 'trouble'
  readonly text: string
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** Where this session's newest film is on its way to the portal; undefined when there is none, or while it is still being captured. */
export function filmWords(
  films: readonly FilmProgress[],
  recordings: readonly Recording[],
  sessionId: Id,
): FilmWords | undefined {
  const film = films.findLast((one) => one.sessionId === sessionId)
  switch (film?.step) {
    case 'capturing':
      return undefined
    case 'finishing':
      return { tone: 'busy', text: `Finishing the film, ${percent(film.share)}` }
    case 'held':
      return { tone: 'busy', text: 'The film waits to be looked at' }
    case 'sending':
      return { tone: 'busy', text: `Sending ${percent(film.share)}` }
    case 'waiting':
      return { tone: 'trouble', text: film.sentence ?? 'The film waits on this device to be sent' }
    case 'failed':
      return { tone: 'trouble', text: film.sentence ?? 'The film stays on this device' }
    case undefined: {
      const newest = recordings
        .filter((one) => one.sessionId === sessionId)
        .reduce<Recording | undefined>(
          (last, one) => (last === undefined || one.startedAt > last.startedAt ? one : last),
          undefined,
        )
      return newest?.status === 'stored' ? { tone: 'done', text: 'Film in the portal' } : undefined
    }
  }
}

/** How much of a film is safe: `saved to 12:41`. */
export function savedWords(savedMs: number): string {
  const seconds = Math.floor(savedMs / 1000)
  return `saved to ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Below this many minutes people are told how long there is room: before, the number would only be in the way. */
const TELL_BELOW = 180

/** For how much film there is room; undefined when that is plenty, or not known. */
export function roomWords(minutes: number | undefined): string | undefined {
  if (minutes === undefined || minutes >= TELL_BELOW) return undefined
  return minutes < 1 ? 'less than a minute left' : `${Math.floor(minutes)} min left`
}
