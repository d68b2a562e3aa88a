import { useDocumentTitle } from '@mantine/hooks'
import type { ReactElement, ReactNode } from 'react'
import styles from './page.module.css'

export interface PageHeaderProps {
  readonly title: string
  /** One line below the title. */
  readonly children?: ReactNode
  /** What can be done on this page. */
  readonly actions?: ReactNode
}

/** The top of every page: its name, which the browser's tab shows too, and its main action. */
export function PageHeader({ title, children, actions }: PageHeaderProps): ReactElement {
  useDocumentTitle(`${title} · Farpoint`)
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <h1>{title}</h1>
        {children ? <div className={styles.words}>{children}</div> : null}
      </div>
      {actions ? <div className={styles.aside}>{actions}</div> : null}
    </header>
  )
}
