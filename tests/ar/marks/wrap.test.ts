import { describe, expect, it } from 'vitest'
import { wrap } from '#ar/marks/wrap-text.ts'

const fits = (line: string): boolean => line.length <= 10

describe('wrapping a label', () => {
  it('breaks between words, and inside of a word only when it is longer than a line', () => {
    expect(wrap('turn the valve', fits, 7)).toEqual(['turn the', 'valve'])
    expect(wrap('Sicherheitsventil auf', fits, 7)).toEqual(['Sicherheit', 'sventil', 'auf'])
  })

  it('never parts what is read as one character', () => {
    const family = '👨‍👩‍👧'
    expect(wrap(family.repeat(9), (line) => line.length <= family.length * 4, 7)).toEqual([
      family.repeat(4),
      family.repeat(4),
      family,
    ])
  })

  it('ends a text that is too long with an ellipsis', () => {
    const lines = wrap(Array.from({ length: 40 }, () => 'word').join(' '), fits, 7)
    expect(lines).toHaveLength(7)
    expect(lines.at(-1)).toMatch(/…$/)
    expect(lines.every(fits)).toBe(true)
  })
})
