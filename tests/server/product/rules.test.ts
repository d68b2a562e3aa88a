import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Change } from '#domain/sync.ts'
import { judge, type Facts, type Pusher } from '#server/sync/rules.ts'
import { sameContent } from '#server/sync/same-content.ts'
import { isStorable } from '#server/sync/storable.ts'
import { messageBy } from './portal.ts'

const [sessionId, tom] = [randomUUID(), randomUUID()]
const guest: Pusher = {
  actor: 'guest',
  author: tom,
  name: 'Tom',
  seats: new Map([[tom, 'technician']]),
  request: undefined,
  revoked: false,
}
const facts: Facts = { session: { endedAt: undefined }, existing: undefined, mediaOf: () => undefined }
const ended: Facts = { ...facts, session: { endedAt: 1000 } }
const mine = (more: { at?: number; text?: string } = {}): Change =>
  messageBy(tom, sessionId, { at: 500, ...more })
const recording = (more: object = {}): Change => ({
  kind: 'recording',
  record: {
    id: '7b1f0c6e-3c5e-4f55-9d0e-0f6f0f2d9a11',
    sessionId,
    authorName: 'Tom',
    startedAt: 500,
    mimeType: 'video/webm',
    status: 'finished',
    durationMs: 1,
    bytes: 1,
    sha256: 'a'.repeat(64),
    ...more,
  },
})
const cleared = (of?: string): Change => ({
  kind: 'scene',
  record: {
    id: randomUUID(),
    sessionId,
    author: tom,
    clock: 1,
    at: 500,
    change: { kind: 'clear', ...(of && { of }) },
  },
})
const kept = (change: Change, more: object = {}): Facts['existing'] => ({
  change,
  author: tom,
  late: false,
  ...more,
})
const said = (verdict: ReturnType<typeof judge>) =>
  verdict.verdict === 'refuse' ? verdict.problem.code : verdict.verdict

describe('what becomes of a pushed change', () => {
  const first = mine()
  const table: readonly (readonly [string, Change, Pusher, Facts, string])[] = [
    ['a message of one’s own', mine(), guest, facts, 'accept'],
    ['in a session that is not there', mine(), guest, { ...facts, session: undefined }, 'not-found'],
    ['a guest’s clearing of their own', cleared(tom), guest, facts, 'accept'],
    ['a guest’s clearing of everything', cleared(), guest, facts, 'not-allowed'],
    ['a guest’s clearing of another’s', cleared(randomUUID()), guest, facts, 'not-allowed'],
    ['an expert’s clearing of everything', cleared(), { ...guest, actor: 'agent' }, facts, 'accept'],
    ['in somebody else’s name', messageBy(randomUUID(), sessionId), guest, facts, 'not-allowed'],
    ['made before the end', mine({ at: 999 }), guest, ended, 'accept'],
    ['made at the end', mine({ at: 1000 }), guest, ended, 'session-ended'],
    ['by a withdrawn guest', mine(), { ...guest, revoked: true }, facts, 'link-revoked'],
    ['known already', first, guest, { ...facts, existing: kept(first) }, 'known'],
    ['known already, ended since', first, guest, { ...ended, existing: kept(first) }, 'known'],
    ['known with other words', mine({ text: 'b' }), guest, { ...facts, existing: kept(first) }, 'conflict'],
    [
      'known from another author',
      first,
      guest,
      { ...facts, existing: kept(first, { author: 'x' }) },
      'conflict',
    ],
    ['known as another kind', first, guest, { ...facts, existing: kept(recording()) }, 'conflict'],
    ['a film begun before the end', recording(), guest, ended, 'accept'],
    ['a film begun after it', recording({ startedAt: 1000 }), guest, ended, 'session-ended'],
    [
      'a film that goes on, withdrawn since',
      recording(),
      { ...guest, revoked: true },
      { ...ended, existing: kept(recording({ status: 'capturing' })) },
      'accept',
    ],
    [
      'a film with another beginning',
      recording({ startedAt: 501 }),
      guest,
      { ...facts, existing: kept(recording({ status: 'capturing' })) },
      'conflict',
    ],
  ]
  it.each(table)('[RU1] %s', (_name, change, pusher, given, expected) => {
    expect(said(judge(change, pusher, given))).toBe(expected)
  })

  it('[RU2] late is what was made before the end and came after it', () => {
    expect(judge(mine({ at: 999 }), guest, ended)).toMatchObject({ late: true })
    expect(judge(mine({ at: 999 }), guest, facts)).toMatchObject({ late: false })
    const going = kept(recording({ status: 'capturing' }), { late: true })
    expect(judge(recording(), guest, { ...ended, existing: going })).toMatchObject({ late: true })
  })

  it('[RU3] a person who was renamed since may send the same record again', () => {
    const before = judge(mine({ text: 'x' }), guest, facts)
    if (before.verdict !== 'accept') throw new Error('not accepted')
    const renamed = { ...guest, name: 'Thomas' }
    expect(judge(before.change, renamed, { ...facts, existing: kept(before.change) })).toEqual({
      verdict: 'known',
    })
  })

  it('[RU4] content is compared as JSON, without the order of keys', () => {
    expect(sameContent({ a: [{ b: 1, c: undefined }], d: -0 }, { d: 0, a: [{ b: 1 }] })).toBe(true)
    expect(sameContent({ a: [1, 2] }, { a: [2, 1] })).toBe(false)
    expect(sameContent({ a: '1' }, { a: 1 })).toBe(false)
  })

  it.each([
    ['plain', true],
    ['a pair: \u{1f600}', true],
    ['half: \ud83d', false],
    ['zero: \0', false],
  ])('[RU5] %j can be kept: %s', (text, expected) => {
    expect(isStorable({ deep: [{ text }] })).toBe(expected)
    expect(isStorable({ [text]: 1 })).toBe(expected)
  })
})
