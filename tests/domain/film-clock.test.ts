import { describe, expect, it } from 'vitest'
import { clockOf, filmTimeOf, wallTimeOf } from '#domain/film-clock.ts'
import { segmentsOf, type SegmentVersion } from '#domain/transcript.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Recorded for ten seconds, paused for a minute, then recorded on. */
const clock = [
  { filmMs: 0, at: 100_000 },
  { filmMs: 10_000, at: 170_000 },
]

describe('a film’s clock', () => {
  it.each([
    ['before it began', 90_000, 0],
    ['while it ran', 104_000, 4_000],
    ['in the pause', 130_000, 10_000],
    ['after the pause', 171_500, 11_500],
  ])('[FC1] tells where in the film something happened: %s', (_when, at, filmMs) => {
    expect(filmTimeOf(clock, at)).toBe(filmMs)
  })

  it('[FC2] tells what time it was at a place in the film', () => {
    expect(wallTimeOf(clock, 4_000)).toBe(104_000)
    expect(wallTimeOf(clock, 10_000)).toBe(170_000)
    expect(filmTimeOf(clock, wallTimeOf(clock, 12_345))).toBe(12_345)
  })

  it('[FC3] of a film without one runs from its start', () => {
    const film = {
      status: 'capturing' as const,
      id: uuid(1),
      sessionId: uuid(2),
      authorName: 'Ada',
      startedAt: 5_000,
      mimeType: 'video/webm',
    }
    expect(clockOf(film)).toEqual([{ filmMs: 0, at: 5_000 }])
  })
})

function version(id: number, segment: number, more: Partial<SegmentVersion> = {}): SegmentVersion {
  return {
    id: uuid(id),
    segmentId: uuid(segment),
    sessionId: uuid(9),
    speakerName: 'Ada',
    text: `text ${id}`,
    startedAt: segment * 1000,
    endedAt: segment * 1000 + 500,
    engine: 'browser',
    at: id,
    ...more,
  }
}

describe('a transcript', () => {
  it('[TS1] a correction counts, and what it corrects is kept', () => {
    const [segment] = segmentsOf([version(2, 50, { base: uuid(1), engine: 'person' }), version(1, 50)])
    expect(segment?.head.text).toBe('text 2')
    expect(segment?.versions.map(({ text }) => text)).toEqual(['text 1', 'text 2'])
  })

  it('[TS2] is in the order in which it was spoken; of two corrections the later one counts; an empty one takes it out', () => {
    const versions = [
      version(1, 60),
      version(2, 50),
      version(3, 50, { base: uuid(2) }),
      version(4, 50, { base: uuid(2) }),
      version(5, 70),
      version(6, 70, { base: uuid(5), text: '' }),
    ]
    expect(segmentsOf(versions).map(({ head }) => head.text)).toEqual(['text 4', 'text 1'])
  })
})
