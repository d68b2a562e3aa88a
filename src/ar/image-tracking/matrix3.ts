/** A 3 x 3 matrix, row by row; a homography maps (x, y, 1) and is known up to a factor. */
export type Matrix3 = Float64Array

export const identity3 = (): Matrix3 => Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)

/** So that `out` may be a factor. */
const products = new Float64Array(9)

/** out = a b; `out` may be either of them. Numbers are read one by one: taking a row apart would allocate an iterator. */
export function multiply3(out: Matrix3, a: Matrix3, b: Matrix3): void {
  const b0 = b[0] ?? 0
  const b1 = b[1] ?? 0
  const b2 = b[2] ?? 0
  const b3 = b[3] ?? 0
  const b4 = b[4] ?? 0
  const b5 = b[5] ?? 0
  const b6 = b[6] ?? 0
  const b7 = b[7] ?? 0
  const b8 = b[8] ?? 0
  for (let row = 0; row < 9; row += 3) {
    const x = a[row] ?? 0
    const y = a[row + 1] ?? 0
    const z = a[row + 2] ?? 0
    products[row] = x * b0 + y * b3 + z * b6
    products[row + 1] = x * b1 + y * b4 + z * b7
    products[row + 2] = x * b2 + y * b5 + z * b8
  }
  out.set(products)
}

/** out = m inverted; false when it has no inverse, and `out` is as it was. `out` may be `m`. */
export function invert3(out: Matrix3, m: Matrix3): boolean {
  const a = m[0] ?? 0
  const b = m[1] ?? 0
  const c = m[2] ?? 0
  const d = m[3] ?? 0
  const e = m[4] ?? 0
  const f = m[5] ?? 0
  const g = m[6] ?? 0
  const h = m[7] ?? 0
  const i = m[8] ?? 0
  const A = e * i - f * h
  const B = f * g - d * i
  const C = d * h - e * g
  const det = a * A + b * B + c * C
  if (!(Math.abs(det) > 1e-12)) return false
  out[0] = A / det
  out[1] = (c * h - b * i) / det
  out[2] = (b * f - c * e) / det
  out[3] = B / det
  out[4] = (a * i - c * g) / det
  out[5] = (c * d - a * f) / det
  out[6] = C / det
  out[7] = (b * g - a * h) / det
  out[8] = (a * e - b * d) / det
  return true
}

/** Makes the last number 1; false when that cannot be. */
export function normalise3(m: Matrix3): boolean {
  const last = m[8] ?? 0
  if (!(Math.abs(last) > 1e-9)) return false
  for (let i = 0; i < 9; i++) m[i] = (m[i] ?? 0) / last
  return true
}

/** Moves what a homography maps to by (dx, dy). */
export function shift3(m: Matrix3, dx: number, dy: number): void {
  for (let i = 0; i < 3; i++) {
    const w = m[6 + i] ?? 0
    m[i] = (m[i] ?? 0) + dx * w
    m[3 + i] = (m[3 + i] ?? 0) + dy * w
  }
}

/** x of the mapped point; NaN never, far away when the point is on the horizon. */
export function mapX(m: Matrix3, x: number, y: number): number {
  return ((m[0] ?? 0) * x + (m[1] ?? 0) * y + (m[2] ?? 0)) / depthOf(m, x, y)
}

export function mapY(m: Matrix3, x: number, y: number): number {
  return ((m[3] ?? 0) * x + (m[4] ?? 0) * y + (m[5] ?? 0)) / depthOf(m, x, y)
}

/** The third number of the mapped point, kept off zero: it changes its sign behind the camera. */
export function depthOf(m: Matrix3, x: number, y: number): number {
  const w = (m[6] ?? 0) * x + (m[7] ?? 0) * y + (m[8] ?? 0)
  return Math.abs(w) < 1e-9 ? 1e-9 : w
}
