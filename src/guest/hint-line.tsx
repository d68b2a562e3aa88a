import type { ReactElement } from 'react'
import styles from './hint-line.module.css'

/** One line over the picture. Stands in the page also while it is empty, so that what comes is read out. */
export function HintLine({
  children,
  action,
  passes = false,
}: {
  readonly children?: string | undefined
  readonly action?: ReactElement
  /** It is only told: once it could be read, the picture is free again. */
  readonly passes?: boolean
}): ReactElement {
  return (
    <div
      className={children === undefined ? styles.empty : passes ? styles.passing : styles.line}
      data-keeps-taps={action && true}
    >
      <span role="status">{children}</span>
      {children === undefined ? null : action}
    </div>
  )
}
