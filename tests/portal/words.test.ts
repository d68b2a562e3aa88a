import { describe, expect, it } from 'vitest'
import { duration, fileSize, initials, timeAgo } from '#desk/parts/formats.ts'
import { isPortalAddress, nextAddress, signInAddress } from '#portal/gate/next-address.ts'
import { setupFaults } from '#portal/gate/setup-fields.ts'
import { sizeWords } from '#portal/gallery/model-list.ts'
import { byDay } from '#portal/parts/by-day.ts'
import { syncWords, type SyncFacts } from '#portal/shell/sync-words.ts'
import type { FilmProgress } from '#recording/film-work.ts'

const film = (step: FilmProgress['step']): FilmProgress => ({
  id: '1',
  sessionId: '2',
  startedAt: 0,
  step,
  share: 0.4,
  sentence: undefined,
})
const calm: SyncFacts = { sync: { status: 'synced', waiting: 0 }, films: [], waitingStills: 0, durable: true }

describe('[SW1] what is saved, in words', () => {
  it.each<readonly [Partial<SyncFacts>, string, string]>([
    [{}, 'All saved in the portal', 'on'],
    [{ sync: { status: 'sending', waiting: 0 } }, 'Looking for changes', 'waiting'],
    [{ sync: { status: 'sending', waiting: 1 } }, '1 change waits on this device', 'waiting'],
    [
      { sync: { status: 'sending', waiting: 2 }, waitingStills: 1 },
      '3 changes wait on this device',
      'waiting',
    ],
    [{ sync: { status: 'offline', waiting: 0 } }, 'Offline', 'off'],
    [{ sync: { status: 'offline', waiting: 3 } }, 'Offline, 3 changes wait on this device', 'off'],
    [{ films: [film('sending')] }, '1 film waits on this device', 'waiting'],
    [{ films: [film('capturing')] }, 'All saved in the portal', 'on'],
    [{ sync: { status: 'refused', waiting: 0 } }, 'Some changes were refused', 'off'],
    [{ durable: false }, 'Not kept on this device', 'off'],
  ])('%j', (facts, text, state) => {
    expect(syncWords({ ...calm, ...facts })).toMatchObject({ text, state })
  })
})

describe('[FM1] formats', () => {
  const now = 1_800_000_000_000
  it.each([
    [now + 5_000, 'just now'],
    [now - 59_000, 'just now'],
    [now - 60_000, '1 minute ago'],
    [now - 3 * 3_600_000, '3 hours ago'],
    [now - 24 * 3_600_000, 'yesterday'],
  ])('%i ms is %s', (at, words) => expect(timeAgo(at, now)).toBe(words))
  it.each([
    [0, '0:00'],
    [7_400, '0:07'],
    [59_600, '1:00'],
    [3_723_000, '1:02:03'],
  ])('a film of %i ms is %s long', (ms, words) => expect(duration(ms)).toBe(words))
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999_600, '1.0 MB'],
    [1_234_000, '1.2 MB'],
    [740_000, '740 kB'],
    [11_000_000_000, '11 GB'],
  ])('%i bytes are %s', (bytes, words) => expect(fileSize(bytes)).toBe(words))
  it.each([
    ['Ada', 'A'],
    ['ada van Dam', 'AD'],
    ['', ''],
    ['👩‍🔧 Ben', '👩B'],
  ])('%j has the letters %s', (name, letters) => expect(initials(name)).toBe(letters))
  it('sizes are read off like a ruler', () => {
    expect(sizeWords([0.192, 0.333, 2.5])).toBe('19.2 × 33.3 × 250 cm')
  })
  it('things are gathered by day in order', () => {
    const day = 24 * 3_600_000
    expect(byDay([1, 2, 1 + day], (at) => at).map(({ items }) => items.length)).toEqual([2, 1])
  })
})

describe('[NA1] after signing in', () => {
  const origin = 'https://farpoint.example'
  it.each([
    ['', '/sessions'],
    ['?next=%2Fhistory%2Fabc%3Ftab%3Dnotes', '/history/abc?tab=notes'],
    ['?next=%2Fcall%2Fabc', '/call/abc'],
    ['?next=https%3A%2F%2Fevil.example%2F', '/sessions'],
    ['?next=%2F%2Fevil.example', '/sessions'],
    ['?next=%2F%5Cevil.example', '/sessions'],
    ['?next=%2F%09%2Fevil.example', '/sessions'],
    ['?next=%2Fsign-in%3Fnext%3D%2F', '/sessions'],
    ['?next=javascript%3Aalert(1)', '/sessions'],
  ])('%s goes to %s', (search, address) => expect(nextAddress(search, origin)).toBe(address))

  it('comes back to where the visitor wanted to go', () => {
    const asked = '/history/abc?tab=notes&x=%26'
    expect(nextAddress(signInAddress(asked).replace('/sign-in', ''), origin)).toBe(asked)
  })

  it.each([
    ['/', true],
    ['/sessions', true],
    ['/history/1?tab=notes', true],
    ['/call/1', false],
    ['/sessionsx', false],
    ['/join/x', false],
  ])('%s is a page of the portal: %s', (address, is) => expect(isPortalAddress(address)).toBe(is))
})

describe('[SU1] the first owner', () => {
  it('is told what to write, field by field', () => {
    expect(Object.keys(setupFaults({ name: ' ', email: 'a@b', password: '123456789' }))).toEqual([
      'name',
      'email',
      'password',
    ])
    expect(setupFaults({ name: 'Ada', email: ' ada@example.com ', password: '1234567890' })).toEqual({})
  })
})
