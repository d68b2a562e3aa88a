import type { Problem } from '#domain/problem.ts'

/** The device could not keep or give what was asked. `problem.sentence` is for people; `cause` is what the browser said. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.sentence, { cause })
    this.problem = problem
  }
}
