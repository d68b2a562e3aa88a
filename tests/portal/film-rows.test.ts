import { describe, expect, it } from 'vitest'
import type { Recording } from '#domain/recording.ts'
import { filmFileName, filmRows, type FilmSources } from '#portal/history/film-rows.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import type { VaultEntry, VaultStep } from '#recording/vault.ts'
import type { Kept, Whereabouts } from '#store/local-store.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const base = { id: uuid(1), sessionId: uuid(2), authorName: 'Ada', startedAt: 1000, mimeType: 'video/webm' }
const whole = { durationMs: 9000, bytes: 1000, sha256: 'a'.repeat(64) }
const inPortal: Whereabouts = { status: 'in-portal', revision: 1, late: false }

const kept = (record: Recording, where: Whereabouts = inPortal): Kept<'recording'> => ({ record, where })
const stored = kept({ ...base, ...whole, status: 'stored', mediaId: uuid(3) })
const finished = kept({ ...base, ...whole, status: 'finished' })
const entry = (status: VaultStep): VaultEntry => ({ ...base, status })
const progress = (step: FilmProgress['step'], sentence?: string): FilmProgress => ({
  id: base.id,
  sessionId: base.sessionId,
  startedAt: base.startedAt,
  step,
  share: 0.42,
  sentence,
})
const inVault = entry({ step: 'finished', blocks: 1, ...whole })

describe('[FR1] a film', () => {
  it.each<readonly [string, Partial<FilmSources>, string, RegExp | undefined, number | undefined]>([
    ['in the portal', { recordings: [stored] }, 'portal', undefined, undefined],
    [
      'in the portal while its chunks are being freed',
      { recordings: [stored], entries: [inVault], films: [progress('sending')] },
      'portal',
      undefined,
      undefined,
    ],
    [
      'being sent',
      { recordings: [finished], entries: [inVault], films: [progress('sending')] },
      'device',
      /Only on this device\. Being sent, 42 %/,
      0.42,
    ],
    [
      'that cannot be sent',
      {
        recordings: [finished],
        entries: [inVault],
        films: [progress('waiting', 'The portal has no room left.')],
      },
      'device',
      /no room left/,
      undefined,
    ],
    [
      'that another tab sends',
      { recordings: [finished], entries: [inVault] },
      'device',
      /Only on this device/,
      undefined,
    ],
    ['on a colleague’s device', { recordings: [finished] }, 'nowhere', /on the device of Ada/, undefined],
    [
      'that was interrupted and is recovered',
      { entries: [entry({ step: 'captured', chunks: 4, savedMs: 4000 })], films: [progress('finishing')] },
      'nowhere',
      /Being finished, 42 %/,
      0.42,
    ],
    [
      'that is being recorded',
      { entries: [entry({ step: 'capturing', chunks: 4, savedMs: 4000 })], films: [progress('capturing')] },
      'nowhere',
      /Being recorded now/,
      undefined,
    ],
    [
      'that another tab records',
      { entries: [entry({ step: 'capturing', chunks: 4, savedMs: 4000 })] },
      'nowhere',
      /another tab/,
      undefined,
    ],
    [
      'that the portal refused',
      {
        recordings: [
          kept(finished.record, {
            status: 'refused',
            problem: { code: 'session-ended', sentence: 'It has ended.' },
          }),
        ],
        entries: [inVault],
      },
      'device',
      /Only on this device\. It has ended/,
      undefined,
    ],
  ])('%s', (_, sources, from, words, share) => {
    const rows = filmRows({ recordings: [], films: [], entries: [], ...sources })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ source: { from }, share })
    expect(rows[0]?.words ?? 'nothing to be said').toMatch(words ?? /^nothing to be said$/)
  })
})

it('[FR2] says how long it is from what is safe so far', () => {
  const rows = filmRows({
    recordings: [],
    films: [],
    entries: [entry({ step: 'capturing', chunks: 4, savedMs: 4000 })],
  })
  expect(rows[0]?.durationMs).toBe(4000)
})

it('[FR3] saves under a name that says what it is', () => {
  const startedAt = new Date(2026, 4, 14, 9, 5).getTime()
  expect(filmFileName('FP-0042', { startedAt, mimeType: 'video/webm;codecs=vp8' })).toBe(
    'FP-0042 2026-05-14 09-05.webm',
  )
  expect(filmFileName('FP-0042', { startedAt, mimeType: 'video/mp4' })).toMatch(/\.mp4$/)
})
