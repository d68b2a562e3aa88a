import type { ReactElement, ReactNode } from 'react'
import styles from './card.module.css'

/** A quiet surface that holds things that belong together. */
export function Card({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles.card}>{children}</div>
}
