import type { Timestamp } from './ids.ts'
import type { FilmClock, Recording } from './recording.ts'

/** The film's clock; a film without one was recorded in one go from `startedAt`. */
export function clockOf(recording: Recording): FilmClock {
  const clock = recording.status === 'capturing' ? undefined : recording.clock
  return clock === undefined || clock.length === 0 ? [{ filmMs: 0, at: recording.startedAt }] : clock
}

/** How far into the film, in milliseconds, that was; what happened while it was paused belongs to the moment when it went on. */
export function filmTimeOf(clock: FilmClock, at: Timestamp): number {
  let filmMs = 0
  clock.forEach((stretch, index) => {
    if (at < stretch.at) return
    const end = clock[index + 1]?.filmMs ?? Infinity
    filmMs = Math.min(end, stretch.filmMs + at - stretch.at)
  })
  return filmMs
}

/** What the clock on the wall said at `filmMs` milliseconds into the film. */
export function wallTimeOf(clock: FilmClock, filmMs: number): Timestamp {
  const stretch = clock.findLast((one) => one.filmMs <= filmMs) ?? clock[0]
  return stretch === undefined ? 0 : Math.round(stretch.at + filmMs - stretch.filmMs)
}
