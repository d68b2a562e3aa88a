/**
 * Solves A x = b for a symmetric positive definite A of n x n, row by row; b becomes x, A its Cholesky factor.
 * False when A is not positive definite. Nothing is allocated.
 */
export function solveCholesky(n: number, a: Float64Array, b: Float64Array): boolean {
  if (!factorCholesky(n, a)) return false
  substitute(n, a, b)
  return true
}

/** A becomes the lower triangle L with L L^T = A. */
export function factorCholesky(n: number, a: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] ?? 0
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] ?? 0) * (a[j * n + k] ?? 0)
      if (i === j) {
        if (!(sum > 1e-14)) return false
        a[i * n + i] = Math.sqrt(sum)
      } else a[i * n + j] = sum / (a[j * n + j] ?? 1)
    }
  }
  return true
}

/** Solves L y = b in place: |y|^2 is b^T A^-1 b. */
export function forward(n: number, l: Float64Array, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (l[i * n + k] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (l[i * n + i] ?? 1)
  }
}

function substitute(n: number, l: Float64Array, b: Float64Array): void {
  forward(n, l, b)
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] ?? 0
    for (let k = i + 1; k < n; k++) sum -= (l[k * n + i] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (l[i * n + i] ?? 1)
  }
}
