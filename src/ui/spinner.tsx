import type { ReactElement } from 'react'
import styles from './spinner.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface SpinnerProps {
  /** What is being waited for: "Connecting to the expert". */
  readonly label: string
  /** Shows the label beside the ring; otherwise it is for screen readers only. */
  readonly showLabel?: boolean
  /** Diameter in CSS pixels; 24 unless told. */
  readonly size?: number
}

/** Says that something is going on. It appears only after a moment, so a short wait stays quiet. */
export function Spinner({ label, showLabel = false, size = 24 }: SpinnerProps): ReactElement {
  return (
    <output className={styles.spinner}>
      <span className={styles.ring} style={{ width: size, height: size }} />
      {showLabel ? <span>{label}</span> : <VisuallyHidden>{label}</VisuallyHidden>}
    </output>
  )
}
