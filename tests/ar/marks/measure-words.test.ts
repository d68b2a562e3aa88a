import { describe, expect, it } from 'vitest'
import { formatLength, measureLengths } from '#ar/marks/measure-words.ts'

describe('lengths in words', () => {
  it.each([
    [0, '0 mm'],
    [0.0006, '1 mm'],
    [0.0994, '99 mm'],
    [0.0996, '10.0 cm'],
    [0.453, '45.3 cm'],
    [0.9994, '99.9 cm'],
    [0.9996, '1.00 m'],
    [2.449, '2.45 m'],
    [9.994, '9.99 m'],
    [9.996, '10.0 m'],
    [12.34, '12.3 m'],
    [Number.NaN, '0 mm'],
  ])('[MEASURE1] %f m is %s', (metres, words) => {
    expect(formatLength(metres, 'metric')).toBe(words)
  })

  const inch = 0.0254
  it.each([
    [0, '0 in'],
    [inch / 16, '1/16 in'],
    [inch / 2, '1/2 in'],
    [3.4375 * inch, '3 7/16 in'],
    [11.9 * inch, '11 7/8 in'],
    [11.99 * inch, '1 ft 0 in'],
    [55.5 * inch, '4 ft 7 1/2 in'],
    [119.9 * inch, '10 ft 0 in'],
    [140.4 * inch, '11 ft 8 in'],
  ])('[MEASURE2] %f m is %s', (metres, words) => {
    expect(formatLength(metres, 'imperial')).toBe(words)
  })

  it('a path has a length for each segment', () => {
    expect(
      measureLengths([
        [0, 0, 0],
        [0, 3, 4],
        [0, 3, 4],
        [1, 3, 4],
      ]),
    ).toEqual([5, 0, 1])
    expect(measureLengths([[1, 2, 3]])).toEqual([])
    expect(measureLengths([])).toEqual([])
  })
})
