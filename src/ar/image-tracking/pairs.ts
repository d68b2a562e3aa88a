/** Points of a keyframe with where they are in the current picture; both in pixels of level 0. */
export interface Pairs {
  count: number
  readonly keyX: Float64Array
  readonly keyY: Float64Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** How exact the measurement is expected to be, in pixels of level 0. */
  readonly sigma: Float64Array
  /** Which of the keyframe's points it is. */
  readonly point: Int32Array
  /** How like the keyframe the picture is there, -1 to 1. */
  readonly likeness: Float64Array
  /** How much it counts, 0 to 1. */
  readonly weight: Float64Array
  /** 1 when it agrees with the homography found. */
  readonly agrees: Uint8Array
}

export function createPairs(capacity: number): Pairs {
  const numbers = (): Float64Array => new Float64Array(capacity)
  return {
    count: 0,
    keyX: numbers(),
    keyY: numbers(),
    x: numbers(),
    y: numbers(),
    sigma: numbers(),
    likeness: numbers(),
    weight: numbers(),
    point: new Int32Array(capacity),
    agrees: new Uint8Array(capacity),
  }
}

export function addPair(
  pairs: Pairs,
  keyX: number,
  keyY: number,
  x: number,
  y: number,
  sigma: number,
  point: number,
  likeness: number,
  weight = 1,
): void {
  const i = pairs.count
  if (i >= pairs.x.length) return
  pairs.count++
  pairs.keyX[i] = keyX
  pairs.keyY[i] = keyY
  pairs.x[i] = x
  pairs.y[i] = y
  pairs.sigma[i] = sigma
  pairs.point[i] = point
  pairs.likeness[i] = likeness
  pairs.weight[i] = weight
  pairs.agrees[i] = 0
}
