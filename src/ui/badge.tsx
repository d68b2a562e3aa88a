import type { ReactElement, ReactNode } from 'react'
import styles from './badge.module.css'
import { cx } from './cx.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface BadgeProps {
  readonly tone?: 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'camera'
  /** A dot before the words; `pulse` for what is going on right now, such as a recording. */
  readonly dot?: boolean | 'pulse'
  readonly children: ReactNode
}

/** A state in one or two words. The words carry it; colour and dot only help. */
export function Badge({ tone = 'neutral', dot = false, children }: BadgeProps): ReactElement {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {dot ? <span className={cx(styles.dot, dot === 'pulse' && styles.pulse)} /> : null}
      {children}
    </span>
  )
}

export interface StatusDotProps {
  readonly state: 'on' | 'waiting' | 'off'
  /** What the dot means here: "Connected". Read out, and shown on hover. */
  readonly label: string
}

/** A dot beside a name: full, half, or an empty ring, so that it is told apart without colour. */
export function StatusDot({ state, label }: StatusDotProps): ReactElement {
  return (
    <span className={cx(styles.status, styles[state])} title={label}>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  )
}
