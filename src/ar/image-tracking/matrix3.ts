/** A 3 x 3 matrix, row by row; a homography maps (x, y, 1) and is known up to a factor. */
export type Matrix3 = Float64Array

export const identity3 = (): Matrix3 => Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)

/** out = a b; `out` may be either of them. */
export function multiply3(out: Matrix3, a: Matrix3, b: Matrix3): void {
  const [a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0, a8 = 0] = a
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0, b8 = 0] = b
  out[0] = a0 * b0 + a1 * b3 + a2 * b6
  out[1] = a0 * b1 + a1 * b4 + a2 * b7
  out[2] = a0 * b2 + a1 * b5 + a2 * b8
  out[3] = a3 * b0 + a4 * b3 + a5 * b6
  out[4] = a3 * b1 + a4 * b4 + a5 * b7
  out[5] = a3 * b2 + a4 * b5 + a5 * b8
  out[6] = a6 * b0 + a7 * b3 + a8 * b6
  out[7] = a6 * b1 + a7 * b4 + a8 * b7
  out[8] = a6 * b2 + a7 * b5 + a8 * b8
}

/** out = m inverted; false when it has no inverse, and `out` is as it was. `out` may be `m`. */
export function invert3(out: Matrix3, m: Matrix3): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = m
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
