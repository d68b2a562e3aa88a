import { describe, expect, it } from 'vitest'
import { distanceWords, formatLength, sizeWords } from '#domain/length-words.ts'

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

  it.each([
    [1, 'metric', '42 × 30 × 2.8 cm'],
    [10, 'metric', '4.20 × 3.00 × 0.28 m'],
    [0.1, 'metric', '4.2 × 3 × 0.3 cm'],
    [1, 'imperial', '17 × 12 × 1.1 in'],
  ] as const)('[MEASURE5] a thing at scale %d, %s, is %s', (scale, units, words) => {
    expect(sizeWords([0.42, 0.3, 0.028], units, scale)).toBe(words)
  })

  it.each([
    [1.44, 'metric', '1.4 m'],
    [12.4, 'metric', '12 m'],
    [12.4, 'imperial', '41 ft'],
    [0.1, 'imperial', '1 ft'],
  ] as const)('[MEASURE6] %f m away, %s, is %s', (metres, units, words) => {
    expect(distanceWords(metres, units)).toBe(words)
  })
})
