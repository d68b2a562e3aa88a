import { Kbd, Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './tip.module.css'

export interface TipProps {
  readonly label: string
  /** The key that does the same, as it is printed on the keyboard. */
  readonly shortcut?: string | undefined
  readonly side?: 'right' | 'bottom' | 'top'
  /** Says nothing: the control shows it all by itself now. */
  readonly off?: boolean
  readonly children: ReactElement
}

/** A name that appears beside a control, with its key. It stays inside the page's landmark, where screen readers look. */
export function Tip({ label, shortcut, side = 'bottom', off = false, children }: TipProps): ReactElement {
  return (
    <Tooltip
      label={
        shortcut === undefined ? (
          label
        ) : (
          <span className={styles.words}>
            {label} <Kbd className={styles.key}>{shortcut}</Kbd>
          </span>
        )
      }
      position={side}
      openDelay={350}
      disabled={off}
      portalProps={{ target: '#console' }}
    >
      {children}
    </Tooltip>
  )
}
