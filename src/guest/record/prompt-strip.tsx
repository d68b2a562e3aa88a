import { useState, type ReactElement } from 'react'
import { Button } from '#ui/button.tsx'
import type { GuestCall } from '../guest-call.ts'
import styles from './record.module.css'

/** What to show now; going on keeps when each was shown, so that the film can be found through. */
export function PromptStrip({
  guest,
  prompts,
}: {
  readonly guest: GuestCall
  readonly prompts: readonly string[]
}): ReactElement | null {
  const [at, setAt] = useState(0)
  const prompt = prompts[at]
  if (prompts.length === 0) return null
  if (prompt === undefined)
    return (
      <div className={styles.prompt} role="status">
        <p>All is shown. Stop when you are done.</p>
      </div>
    )
  const next = (): void => {
    guest.tell('prompt-shown', prompt)
    setAt(at + 1)
  }
  return (
    <div className={styles.prompt} role="status">
      <p>
        <span className={styles.count}>
          {at + 1} of {prompts.length}
        </span>
        <br />
        {prompt}
      </p>
      <Button tone="primary" onClick={next}>
        {at + 1 < prompts.length ? 'Shown, next' : 'Shown'}
      </Button>
    </div>
  )
}
