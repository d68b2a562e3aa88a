import type { ReactElement, ReactNode } from 'react'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  /** One sentence: why it is empty, and what comes next. */
  readonly children?: ReactNode
  /** The one thing to do. */
  readonly action?: ReactNode
  /** The heading's level on its page: 1 where this is the whole page. */
  readonly level?: 1 | 2 | 3
}

/** What stands where there is nothing yet, or nothing any more. */
export function EmptyState({ icon, title, children, action, level = 2 }: EmptyStateProps): ReactElement {
  const Heading = `h${level}` as const
  return (
    <div className={styles.empty}>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <Heading className={styles.title}>{title}</Heading>
      {children ? <div className={styles.words}>{children}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  )
}
