import type { ReactElement } from 'react'
import { PageShell } from '#ui/page-shell.tsx'
import { Spinner } from '#ui/spinner.tsx'
import styles from './waiting-page.module.css'

/** Something takes a moment, and this says what. */
export function WaitingPage({ children }: { readonly children: string }): ReactElement {
  return (
    <PageShell>
      <div className={styles.waiting}>
        <Spinner label={children} />
        <h1 className={styles.words}>{children}</h1>
      </div>
    </PageShell>
  )
}
