import { describe, expect, it } from 'vitest'
import type { FollowedStill } from '#ar/camera-tracker/still-follower.ts'
import { filmWords } from '#expert/film-words.ts'
import { arWords, cameraWords, pictureQuality, savingWords } from '#expert/picture-words.ts'
import type { Recording } from '#domain/recording.ts'
import type { FilmProgress } from '#recording/film-work.ts'

const session = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'

const film = (step: FilmProgress['step'], share = 0, more: Partial<FilmProgress> = {}): FilmProgress => ({
  id: '00000000-0000-4000-8000-000000000003',
  sessionId: session,
  startedAt: 1,
  step,
  share,
  sentence: undefined,
  ...more,
})

const captured = {
  id: '00000000-0000-4000-8000-000000000003',
  sessionId: session,
  authorName: 'Ada',
  startedAt: 1,
  mimeType: 'video/webm',
}
const stored: Recording = {
  ...captured,
  status: 'stored',
  durationMs: 1,
  bytes: 1,
  sha256: '0'.repeat(64),
  mediaId: '00000000-0000-4000-8000-000000000004',
}

describe('[EX2] where the film is', () => {
  it.each([
    ['no film', [], [], undefined],
    ['being captured', [film('capturing')], [stored], undefined],
    ['finishing', [film('finishing', 0.4)], [], 'Finishing the film, 40 %'],
    ['sending', [film('sending', 0.404)], [], 'Sending 40 %'],
    ['waiting without a reason', [film('waiting')], [], 'The film waits on this device to be sent'],
    ['waiting for one', [film('waiting', 0, { sentence: 'No room.' })], [], 'No room.'],
    ['stored', [], [stored], 'Film in the portal'],
    ['a newer one not stored', [], [stored, { ...captured, status: 'capturing', startedAt: 2 }], undefined],
    ['of another session', [film('sending', 0.4, { sessionId: other })], [], undefined],
  ] as const)('%s', (_, films, recordings, text) => {
    expect(filmWords(films, recordings, session)?.text).toBe(text)
  })
})

describe('[EX3] how well the picture comes', () => {
  it.each([
    [30, 'Picture good'],
    [15, 'Picture good'],
    [14, 'Picture fair'],
    [7, 'Picture fair'],
    [6, 'Picture poor'],
    [1, 'Picture poor'],
    [0, 'Picture stands still'],
  ])('%d frames a second', (frames, word) => {
    expect(pictureQuality(frames).word).toBe(word)
  })
})

describe('[EX4] what AR knows of its place', () => {
  it.each([
    ['good', 1, 'AR is steady'],
    ['good', 0, 'Waiting for the AR picture'],
    ['starting', 0, 'Waiting for the AR picture'],
    ['limited', 0.5, 'AR is unsure'],
    ['lost', 0, 'AR lost its place'],
  ] as const)('%s, with a share of %d frames that can be read', (tracking, share, words) => {
    expect(arWords(tracking, share).text).toBe(words)
  })

  it.each([
    ['limited', 'moving-fast', 'AR is unsure: the phone moves too fast'],
    ['lost', 'too-dark', 'AR lost its place: it is too dark'],
    ['good', 'too-dark', 'AR is steady'],
  ] as const)('%s because of %s', (tracking, reason, words) => {
    const { text, advice, tone } = arWords(tracking, 1, reason)
    expect(text).toBe(words)
    expect(advice !== undefined).toBe(tone === 'warning')
  })

  it('says why the phone sends less, and nothing while it does not', () => {
    expect(savingWords('heat')?.text).toContain('hot')
    expect(savingWords('battery')?.text).toContain('battery')
    expect(savingWords(undefined)).toBeUndefined()
  })
})

describe('[WD7] a state that can be touched', () => {
  // The console's buttons by the names that people and checks ask for.
  const names =
    /send|save|undo|redo|clear|freeze|record|gallery|invite|end session|pointer|arrow|circle|freehand|text|measure|step|select/i
  const states = [
    savingWords('heat'),
    savingWords('battery'),
    arWords('limited', 1),
    arWords('lost', 1, 'moving-fast'),
    arWords('limited', 1, 'too-dark'),
    arWords('limited', 1, 'nothing-to-hold-on-to'),
  ]
  it.each(states)('has no button in its name: $text', (state) => {
    expect(state?.text).not.toMatch(names)
  })
})

describe('[WD6] how well marks hold without AR', () => {
  const still = { confidence: 0.9, isSteady: true, isWhole: true }
  const said = (...stills: readonly FollowedStill[]): string =>
    cameraWords(new Map(stills.map((one, n) => [String(n), one]))).text
  it('is said of what is seen, and nothing is claimed of what is not', () => {
    expect(cameraWords(undefined).text).toMatch(/where there is detail/)
    expect(said({ ...still, status: 'lost' })).toMatch(/where there is detail/)
    expect(said({ ...still, status: 'seen' }, { ...still, status: 'lost' })).toMatch(/marks hold$/)
    expect(said({ ...still, status: 'seen' }, { ...still, status: 'seen', isSteady: false })).toMatch(
      /weakly/,
    )
  })
})
