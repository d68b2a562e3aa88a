import type { ReactElement } from 'react'
import styles from './logo.module.css'

export interface LogoProps {
  /** Height of the mark in CSS pixels; 28 unless told. */
  readonly size?: number
  /** Only the mark, where the name already stands beside it. It keeps the name for screen readers. */
  readonly markOnly?: boolean
}

/** The sign of the product: a point that stands on a plane, and its name. */
export function Logo({ size = 28, markOnly = false }: LogoProps): ReactElement {
  return (
    <span className={styles.logo} style={{ fontSize: size * 0.72 }}>
      <svg
        width={size}
        height={size}
        viewBox="0 0 32 32"
        fill="none"
        role={markOnly ? 'img' : undefined}
        aria-label={markOnly ? 'Farpoint' : undefined}
        aria-hidden={markOnly ? undefined : true}
      >
        <path
          className={styles.plane}
          d="M11 18.6C6 19.5 3 21.2 3 23.2 3 26.3 8.8 28.8 16 28.8s13-2.5 13-5.6c0-2-3-3.7-8-4.6"
        />
        <path className={styles.plane} d="M16 14.5v8.7" />
        <circle className={styles.point} cx={16} cy={9} r={6} />
      </svg>
      {markOnly ? null : <span className={styles.name}>Farpoint</span>}
    </span>
  )
}
