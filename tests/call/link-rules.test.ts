import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAllowance } from '#call/allowance.ts'
import { trouble } from '#call/device-trouble.ts'
import { dials, onIncoming, onRefusal, pauseAfter, renewalIn } from '#call/dialling.ts'
import { statusOf } from '#call/peer-call.ts'
import { problems, type ProblemCode } from '#domain/problem.ts'

describe('who calls whom', () => {
  const peer = fc.record({
    peerId: fc.string({ minLength: 1, maxLength: 4 }),
    seat: fc.constantFrom('technician' as const, 'expert' as const),
  })

  it('[CL1] exactly one side of every pair calls', () => {
    fc.assert(
      fc.property(peer, peer, (a, b) => {
        fc.pre(a.peerId !== b.peerId)
        expect(dials(a, b)).toBe(!dials(b, a))
      }),
    )
  })

  it('[CL1] the technician calls experts; among equals the smaller id calls', () => {
    expect(dials({ peerId: 'z', seat: 'technician' }, { peerId: 'a', seat: 'expert' })).toBe(true)
    expect(dials({ peerId: 'a', seat: 'expert' }, { peerId: 'b', seat: 'expert' })).toBe(true)
    expect(dials({ peerId: 'b', seat: 'technician' }, { peerId: 'a', seat: 'technician' })).toBe(false)
  })

  it.each([
    ['none', true, 'take'],
    ['none', false, 'take'],
    ['dialled', true, 'decline'],
    ['dialled', false, 'take'],
    ['answered', true, 'take'],
    ['answered', false, 'take'],
    ['open', true, 'take'],
    ['open', false, 'take'],
  ] as const)('[CL2] a connection comes in while %s, caller %s: %s', (standing, isCaller, answer) => {
    expect(onIncoming(standing, isCaller)).toBe(answer)
  })

  it('[CL2] when both called at once, both keep the same connection', () => {
    /* Each side holds its own call and gets the other's: the caller declines, the called takes. */
    const kept = [true, false].map((isCaller) => onIncoming('dialled', isCaller))
    expect(kept).toEqual(['decline', 'take'])
  })
})

describe('what the state says', () => {
  const open = { status: 'open', peerId: 'a' } as const
  const down = { status: 'down', peerId: 'a' } as const
  it.each([
    [{ status: 'connecting' } as const, [], 'connecting'],
    [open, [], 'waiting'],
    [open, ['connecting'], 'waiting'],
    [open, ['lost'], 'reconnecting'],
    [open, ['lost', 'open'], 'connected'],
    [down, ['open'], 'connected'],
    [down, [], 'reconnecting'],
    [down, ['lost'], 'reconnecting'],
  ] as const)('[CL3] signalling %o and peers %o: %s', (signalling, links, status) => {
    expect(
      statusOf(
        signalling,
        links.map((link) => ({ link })),
      ),
    ).toBe(status)
  })
})

describe('tickets and pauses', () => {
  it('knows which refusals are final', () => {
    const codes = Object.keys(problems) as ProblemCode[]
    const of = (meaning: string): readonly string[] => codes.filter((code) => onRefusal(code) === meaning)
    expect(of('ended')).toEqual(['session-ended'])
    expect(of('retry').toSorted()).toEqual(['server-error', 'server-gone', 'too-many-tries'])
    expect(of('refused')).toContain('link-revoked')
  })

  it('renews before the end, and sanely when a clock is wrong', () => {
    expect(renewalIn(600_000, 0)).toBe(450_000)
    expect(renewalIn(0, 10_000_000)).toBe(20_000)
    expect(renewalIn(10_000_000_000, 0)).toBe(1_800_000)
  })

  it('waits longer after each failure, never longer than 15 s, and at least half of that', () => {
    expect(pauseAfter(0, () => 0.5)).toBe(0)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, r) => {
          const whole = Math.min(15_000, 500 * 2 ** (n - 1))
          expect(pauseAfter(n, () => r)).toBeGreaterThanOrEqual(whole / 2)
          expect(pauseAfter(n, () => r)).toBeLessThanOrEqual(whole)
        },
      ),
    )
  })
})

describe('how much one peer may send', () => {
  it('passes the burst of a whole scene, then 400 a second', () => {
    const clock = { now: 1_000 }
    const allowance = createAllowance(() => clock.now)
    const passed = (tries: number): number =>
      Array.from({ length: tries }, () => allowance.take()).filter(Boolean).length
    expect(passed(10_000)).toBe(1_200)
    clock.now += 1_000
    expect(passed(10_000)).toBe(400)
    clock.now -= 60_000
    expect(passed(10)).toBe(0)
    clock.now += 500
    expect(passed(10_000)).toBe(200)
  })
})

describe('trouble with a device', () => {
  it.each([
    ['NotAllowedError', 'refused', /allow the camera/],
    ['NotFoundError', 'missing', /No camera was found/],
    ['NotReadableError', 'busy', /another app/],
    ['AbortError', 'busy', /another app/],
    ['insecure', 'missing', /https/],
    ['ended', 'busy', /stopped/],
  ])('%s is %s, with a sentence', (name, status, sentence) => {
    const found = trouble('camera', name)
    expect(found.status).toBe(status)
    expect(found.sentence).toMatch(sentence)
  })
})
