import { problem, problems, type Problem, type ProblemCode } from '#domain/problem.ts'

/** A refusal in the form that the tus server takes from its hooks: it reads `status_code` and `body`. */
export class UploadRefused extends Error {
  readonly status_code: number
  readonly body: string

  constructor(what: Problem) {
    super(what.sentence)
    this.status_code = problems[what.code].status
    this.body = JSON.stringify({ problem: what })
  }
}

export function refused(code: ProblemCode, sentence?: string): UploadRefused {
  return new UploadRefused(problem(code, sentence))
}
