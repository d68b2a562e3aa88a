import { useId, type ReactElement, type ReactNode } from 'react'
import styles from './settings.module.css'

export interface CardProps {
  readonly title: string
  readonly words?: ReactNode
  readonly children: ReactNode
}

/** One group of settings. */
export function Card({ title, words, children }: CardProps): ReactElement {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {words ? <p className={styles.quiet}>{words}</p> : null}
      </div>
      {children}
    </section>
  )
}
