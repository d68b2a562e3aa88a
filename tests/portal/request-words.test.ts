import { describe, expect, it } from 'vitest'
import { promptsOf } from '#call/requesting.ts'
import type { Invite } from '#domain/invite.ts'
import type { Recording } from '#domain/recording.ts'
import { answerTo, requestState } from '#portal/requests/request-words.ts'
import { idOf, recording } from '../contracts/local-store-records.ts'

const asked: Invite = {
  id: idOf(1),
  sessionId: idOf(2),
  kind: 'recording',
  createdAt: 1_000,
  expiresAt: 9_000,
}

function film(status: 'capturing' | 'finished' | 'stored', inviteId = asked.id): Recording {
  const change = recording(5, status)
  if (change.kind !== 'recording') throw new Error('not a recording')
  return { ...change.record, inviteId }
}

describe('a recording request', () => {
  it.each<[string, Invite, readonly Recording[]]>([
    ['Not opened yet', asked, []],
    ['Opened', { ...asked, openedAt: 2_000 }, []],
    ['Recording', { ...asked, openedAt: 2_000, usedAt: 2_500 }, []],
    ['Being sent', { ...asked, usedAt: 2_500, revokedAt: 3_000 }, [film('finished')]],
    ['Recording here', { ...asked, usedAt: 2_500, revokedAt: 3_000 }, [film('stored')]],
    ['2 recordings here', asked, [film('stored'), film('stored')]],
    ['Withdrawn', { ...asked, openedAt: 2_000, revokedAt: 3_000 }, []],
    ['Not opened yet', asked, [film('stored', idOf(77))]],
  ])('[RW1] says the furthest thing that is known: %s', (text, invite, films) => {
    expect(requestState(invite, films, 5_000).text).toBe(text)
  })

  it('[RW2] has expired, and leads to the newest answer', () => {
    expect(requestState(asked, [], 9_000).text).toBe('Expired')
    expect(answerTo(asked, [film('finished')])).toBeUndefined()
    expect(answerTo(asked, [film('stored')])).toBe(idOf(5))
  })

  it('[RW3] takes its prompts from lines, and says what is wrong with them', () => {
    expect(promptsOf(' The nameplate \n\nThe left valve\n')).toEqual(['The nameplate', 'The left valve'])
    expect(promptsOf('x\n'.repeat(21))).toMatchObject({ sentence: expect.stringContaining('at most 20') })
    expect(promptsOf('x'.repeat(201))).toMatchObject({ sentence: expect.stringContaining('too long') })
  })
})
