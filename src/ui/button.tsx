import type { ButtonHTMLAttributes, MouseEvent, ReactElement, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { cx } from './cx.ts'
import { Spinner } from './spinner.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  /** `primary` once per screen; `danger` for what cannot be taken back; `quiet` for what may be overlooked. */
  readonly tone?: 'primary' | 'secondary' | 'danger' | 'quiet'
  /** `desktop` 40 px, `touch` 48 px (default), `main` 56 px for the one action of a phone page. */
  readonly size?: 'desktop' | 'touch' | 'main'
  /** Takes the width of its column. */
  readonly wide?: boolean
  /** Works on it: keeps its place, size and focus, takes no clicks. */
  readonly busy?: boolean
  /** What a screen reader says while it is busy. */
  readonly busyLabel?: string
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with words on it. It is `type="button"` unless told, so it never sends a form by accident. */
export function Button({
  tone = 'secondary',
  size = 'touch',
  wide = false,
  busy = false,
  busyLabel = 'Working',
  icon,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps): ReactElement {
  // `disabled` would drop the keyboard focus at the moment of the press; a busy button only ignores presses.
  const click = (event: MouseEvent<HTMLButtonElement>): void => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...rest}
      type={type}
      className={cx(styles.button, styles[tone], styles[size], wide && styles.wide, busy && styles.busy)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={click}
    >
      <span className={styles.content}>
        {icon}
        {children}
      </span>
      {busy ? (
        <span className={styles.wait}>
          <Spinner label={busyLabel} size={20} />
        </span>
      ) : null}
    </button>
  )
}
