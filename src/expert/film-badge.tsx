import type { ReactElement } from 'react'
import type { RecorderState } from '#recording/recorder.ts'
import { Badge } from '#ui/badge.tsx'
import { roomWords, savedWords } from './film-words.ts'
import styles from './picture.module.css'

/** That the call is being filmed, how much of it is safe, and for how long there is room. */
export function FilmBadge({ recorder }: { readonly recorder: RecorderState }): ReactElement | null {
  if (recorder.status === 'idle' || recorder.status === 'stopped-early') return null
  const isPaused = recorder.status === 'paused'
  const left = 'minutesLeft' in recorder ? roomWords(recorder.minutesLeft) : undefined
  return (
    <Badge tone={isPaused ? 'warning' : 'danger'} {...(isPaused ? {} : { dot: 'pulse' })}>
      {/* Read out once; the running time is for the eye. */}
      <span className={styles.hidden} role="status">
        {isPaused ? 'Recording paused' : 'Recording'}
      </span>
      <span className={styles.clock} aria-hidden>
        {isPaused ? 'Recording paused' : 'Recording'}, {savedWords(recorder.savedMs)}
        {left === undefined ? null : `, ${left}`}
      </span>
    </Badge>
  )
}
