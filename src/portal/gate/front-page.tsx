import type { ReactElement, ReactNode } from 'react'
import { Logo } from '#ui/logo.tsx'
import styles from './front-page.module.css'

/** A page before the door: the logo, and one thing in the middle. */
export function FrontPage({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <div className={styles.page}>
      <header>
        <Logo />
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  )
}

export interface FrontCardProps {
  readonly title: string
  readonly words: ReactNode
  readonly children: ReactNode
}

/** The card in the middle of it: a title, a line of words, a form or a way on. */
export function FrontCard({ title, words, children }: FrontCardProps): ReactElement {
  return (
    <section className={styles.card}>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.words}>{words}</div>
      </div>
      {children}
    </section>
  )
}
