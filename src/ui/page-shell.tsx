import type { ReactElement, ReactNode } from 'react'
import { Logo } from './logo.tsx'
import styles from './page-shell.module.css'

export interface PageShellProps {
  /** Beside the logo: a state, a language. */
  readonly aside?: ReactNode
  /** Under everything, in quiet words. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A phone page: the logo on top, one centred column, room for notches and home bars. */
export function PageShell({ aside, footer, children }: PageShellProps): ReactElement {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Logo />
        {aside}
      </header>
      <main className={styles.main}>{children}</main>
      {footer ? <footer className={styles.footer}>{footer}</footer> : null}
    </div>
  )
}
