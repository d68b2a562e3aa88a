import { type Descriptors, WORDS } from './descriptors.ts'
import { addPair, type Pairs } from './pairs.ts'

/** Of 256 bits; unlike places differ in 128, the same place from aside in 30 to 60. */
const MOST_BITS = 72
/** Of the first 128 bits: beyond, the rest is not looked at. */
const MOST_HALF_BITS = 44
/** The best must be this much better than the second best place. */
const RATIO = 0.86
/** Two keyframe corners nearer than this, in pixels, are one place on two scales. */
const SAME_PLACE = 12

function bitsSet(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function distance(a: Int32Array, i: number, b: Int32Array, j: number): number {
  let sum = 0
  for (let w = 0; w < 4; w++) sum += bitsSet((a[i + w] ?? 0) ^ (b[j + w] ?? 0))
  if (sum > MOST_HALF_BITS) return 256
  for (let w = 4; w < WORDS; w++) sum += bitsSet((a[i + w] ?? 0) ^ (b[j + w] ?? 0))
  return sum
}

export interface Matcher {
  /**
   * Fills `pairs` with corners that are each other's best, clearly; the most alike first, `sigma` their distance in bits.
   * @param weights how much each corner of the keyframe counts
   */
  match(key: Descriptors, current: Descriptors, pairs: Pairs, weights: Float32Array): void
}

export function createMatcher(capacity: number): Matcher {
  const bestKey = new Int32Array(capacity)
  const bestBits = new Int32Array(capacity)
  const secondBits = new Int32Array(capacity)
  const keyBest = new Int32Array(capacity)
  const keyBits = new Int32Array(capacity)

  function compareAll(key: Descriptors, current: Descriptors): void {
    keyBits.fill(256)
    for (let c = 0; c < current.count; c++) {
      let best = -1
      let first = 256
      let second = 256
      for (let k = 0; k < key.count; k++) {
        const bits = distance(current.bits, c * WORDS, key.bits, k * WORDS)
        if (bits >= 256) continue
        if (bits < (keyBits[k] ?? 0)) {
          keyBits[k] = bits
          keyBest[k] = c
        }
        if (bits >= second) continue
        const samePlace =
          best >= 0 &&
          Math.abs((key.x[k] ?? 0) - (key.x[best] ?? 0)) < SAME_PLACE &&
          Math.abs((key.y[k] ?? 0) - (key.y[best] ?? 0)) < SAME_PLACE
        if (bits < first) {
          if (!samePlace) second = first
          first = bits
          best = k
        } else if (!samePlace) second = bits
      }
      bestKey[c] = best
      bestBits[c] = first
      secondBits[c] = second
    }
  }

  return {
    match(key, current, pairs, weights) {
      compareAll(key, current)
      pairs.count = 0
      // In order of their bits, so that the clearest ones are tried first.
      for (let bits = 0; bits <= MOST_BITS; bits++) {
        for (let c = 0; c < current.count; c++) {
          const k = bestKey[c] ?? -1
          if (bestBits[c] !== bits || k < 0 || keyBest[k] !== c) continue
          if (bits > RATIO * (secondBits[c] ?? 0)) continue
          const [x, y] = [current.x[c] ?? 0, current.y[c] ?? 0]
          addPair(pairs, key.x[k] ?? 0, key.y[k] ?? 0, x, y, bits, k, 0, weights[k])
        }
      }
    },
  }
}
