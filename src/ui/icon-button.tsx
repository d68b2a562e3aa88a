import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from 'react'
import { cx } from './cx.ts'
import styles from './icon-button.module.css'

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'className' | 'style' | 'children' | 'aria-label'
> {
  /** The accessible name: "Mute". Also the words under the icon when `showLabel` is set. */
  readonly label: string
  readonly icon: ReactNode
  /** The name in small words under the icon. Gloves and noise leave no time to guess a symbol. */
  readonly showLabel?: boolean
  /** The words under the icon where the name says more than fits there: "Chat" for "Chat, 3 unread". */
  readonly words?: string | undefined
  /** `camera` stands over a live picture; `danger` ends something. */
  readonly tone?: 'plain' | 'camera' | 'danger'
  readonly size?: 'desktop' | 'touch' | 'main'
  /** A switch that is on or off. Leave it out for a plain press. */
  readonly pressed?: boolean
  /** A count at the corner ("3 unread"); zero shows nothing. Put its meaning into `label` too. */
  readonly count?: number
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button whose face is an icon. */
export function IconButton({
  label,
  icon,
  showLabel = false,
  words = label,
  tone = 'plain',
  size = 'touch',
  pressed,
  count = 0,
  type = 'button',
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <button
      {...rest}
      type={type}
      className={cx(styles.button, styles[tone], styles[size])}
      aria-label={label}
      aria-pressed={pressed}
      title={showLabel ? undefined : label}
    >
      <span className={styles.face}>
        {icon}
        {count > 0 ? <span className={styles.count}>{count > 99 ? '99+' : count}</span> : null}
      </span>
      {showLabel ? <span className={styles.label}>{words}</span> : null}
    </button>
  )
}
