import { useState } from 'react'
import type { Outcome, Problem } from '#domain/problem.ts'

export interface FormSend {
  readonly sending: boolean
  readonly problem: Problem | undefined
  /** Sends; says whether it worked. A second call while one is on its way does nothing. */
  send(work: () => Promise<Outcome<unknown>>): Promise<boolean>
}

/** The two facts that every form shows: it is on its way, or why it did not work. */
export function useFormSend(): FormSend {
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  return {
    sending,
    problem,
    async send(work) {
      if (sending) return false
      setSending(true)
      setProblem(undefined)
      const outcome = await work()
      setSending(false)
      if (!outcome.ok) setProblem(outcome.problem)
      return outcome.ok
    },
  }
}
