import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './record.module.css'
import type { Solo } from './solo.ts'

/** `12:41` */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Below this many minutes the room that is left is worth a word. */
const TELL_BELOW = 60

/** Whether a film runs, how much of it is safe on this phone, and for how long there is room. */
export function RecordState({ solo }: { readonly solo: Solo }): ReactElement {
  const { recorder } = useSnapshot(solo)
  const isRunning = recorder.status === 'recording' || recorder.status === 'paused'
  const left = isRunning ? recorder.minutesLeft : undefined
  return (
    <div className={styles.state}>
      {/* Stands from the start, so that the news is read out; the running time is for the eye. */}
      <span role="status">
        {isRunning ? (
          <span className={styles.chip}>
            <span className={styles.dot} data-paused={recorder.status === 'paused' || undefined} />
            {recorder.status === 'paused' ? 'Paused' : 'Recording'}
          </span>
        ) : null}
      </span>
      {isRunning ? <span className={styles.chip}>saved to {clock(recorder.savedMs)}</span> : null}
      {left === undefined || left >= TELL_BELOW ? null : (
        <span className={styles.chip}>
          {left < 1 ? 'less than a minute left' : `${Math.floor(left)} min left`}
        </span>
      )}
    </div>
  )
}
