import type { CSSProperties, ReactElement, ReactNode } from 'react'
import { cx } from '#ui/cx.ts'
import styles from './tray.module.css'

/** A dark tray of controls over the picture; nothing that is tapped on it reaches the world. */
export function Tray({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}): ReactElement {
  return (
    <div className={styles.tray} role="group" aria-label={label} data-keeps-taps>
      {children}
    </div>
  )
}

/** Controls side by side, mirrored for the left hand. */
export function TrayRow({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles.row}>{children}</div>
}

/** What can be done with one thing, over the row below; a second line where it does not fit into one. */
export function TrayActions({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles.actions}>{children}</div>
}

/** Many small choices that belong to one control below. */
export function TrayGrid({
  label,
  columns,
  children,
}: {
  readonly label: string
  /** How many stand side by side, and how many on a phone on its side. */
  readonly columns: readonly [upright: number, onItsSide: number]
  readonly children: ReactNode
}): ReactElement {
  const style: CSSProperties & Record<`--${string}`, number> = {
    '--columns': columns[0],
    '--columns-wide': columns[1],
  }
  return (
    <div className={styles.grid} style={style} role="group" aria-label={label}>
      {children}
    </div>
  )
}

export interface TileProps {
  readonly icon: ReactNode
  /** The word under the icon. */
  readonly children: string
  /** The accessible name where the word alone does not say enough; it begins with the word, so that it can be spoken. */
  readonly label?: string
  readonly pressed?: boolean | undefined
  readonly expanded?: boolean | undefined
  readonly disabled?: boolean
  /** The one that leads on. */
  readonly strong?: boolean
  /** As wide as its grid. */
  readonly wide?: boolean
  readonly onClick: () => void
}

/** One control of a tray: an icon over a word, large enough for gloves. */
export function Tile({
  icon,
  children,
  label,
  pressed,
  expanded,
  disabled = false,
  strong = false,
  wide = false,
  onClick,
}: TileProps): ReactElement {
  return (
    <button
      type="button"
      className={cx(styles.tile, strong && styles.strong, wide && styles.wide)}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      <span>{children}</span>
    </button>
  )
}
