import type { ReactElement, ReactNode } from 'react'
import styles from './banner.module.css'
import { cx } from './cx.ts'
import { CheckIcon, InfoIcon, WarningIcon } from './icons-tool.tsx'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

export interface BannerProps {
  readonly tone?: Tone
  /** The fact, in a few words. */
  readonly title: string
  /** What it means and what to do. */
  readonly children?: ReactNode
  /** One button, or two to choose from. */
  readonly action?: ReactNode
}

const ICONS = { info: InfoIcon, success: CheckIcon, warning: WarningIcon, danger: WarningIcon }

/** A message that stays where it concerns something. Danger interrupts a screen reader, the rest waits its turn. */
export function Banner({ tone = 'info', title, children, action }: BannerProps): ReactElement {
  const ToneIcon = ICONS[tone]
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <span className={styles.icon}>
        <ToneIcon size={22} />
      </span>
      <div className={styles.words}>
        <strong className={styles.title}>{title}</strong>
        {children ? <div>{children}</div> : null}
      </div>
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  )
}
