import { describe, expect, it } from 'vitest'
import { restMayCome } from '#guest/use-picture-plays.ts'

describe('what comes after the own picture', () => {
  it.each([
    ['nothing was asked yet', 'off', false, 'unknown', false],
    ['the question stands', 'asking', false, 'available', false],
    ['the picture has not moved yet', 'on', false, 'available', false],
    ['the picture moves', 'on', true, 'available', true],
    ['the camera is in use elsewhere', 'busy', false, 'available', true],
    ['AR was started before the picture moved', 'off', false, 'starting', true],
    ['AR has the camera', 'off', false, 'running', true],
  ] as const)('[GL1] %s', (_, camera, plays, ar, mayCome) => {
    expect(restMayCome(camera, plays, ar)).toBe(mayCome)
  })
})
