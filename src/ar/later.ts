/** Runs something later; returns what takes it back. */
export type Schedule = (milliseconds: number, task: () => void) => () => void

/** By the page's own clock. */
export const later: Schedule = (milliseconds, task) => {
  const timer = setTimeout(task, milliseconds)
  return () => clearTimeout(timer)
}
