import type { CheckName, CheckVerdict } from '#domain/device-report.ts'

/** What one look at the device found. */
export interface Finding {
  readonly verdict: CheckVerdict
  /** The fact, short: it travels to the expert. */
  readonly words: string
  /** What the person can do about it, for this page only. */
  readonly todo?: string
}

export type Findings = Partial<Record<CheckName, Finding>>

export const good = (words: string): Finding => ({ verdict: 'good', words })
export const limited = (words: string, todo?: string): Finding => make('limited', words, todo)
export const missing = (words: string, todo?: string): Finding => make('missing', words, todo)
export const unknown = (words: string, todo?: string): Finding => make('unknown', words, todo)

function make(verdict: CheckVerdict, words: string, todo: string | undefined): Finding {
  return todo === undefined ? { verdict, words } : { verdict, words, todo }
}
