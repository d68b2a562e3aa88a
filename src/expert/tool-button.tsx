import { useMediaQuery } from '@mantine/hooks'
import type { Icon } from '@tabler/icons-react'
import { useId, type ReactElement, type Ref } from 'react'
import { Tip } from './tip.tsx'
import styles from './toolbar.module.css'

export interface ToolButtonProps {
  readonly name: string
  readonly icon: Icon
  /** The key as it is printed on the keyboard, and as `aria-keyshortcuts` writes it where the two differ. */
  readonly shortcut?: string | undefined
  readonly keys?: string | undefined
  readonly pressed?: boolean
  readonly disabled?: boolean
  /** Why it cannot be used now. It stays reachable then, so that the reason can be read and heard. */
  readonly reason?: string | undefined
  /** It opens a menu. */
  readonly opens?: 'menu'
  readonly onClick?: () => void
  readonly ref?: Ref<HTMLButtonElement>
}

/** Where the toolbar shows names and keys by itself, as toolbar.module.css does. */
const NAMED = '(min-width: 80rem)'

/** A tool: an icon, and beside it name and key where there is room; elsewhere the tooltip says them. */
export function ToolButton({
  name,
  icon: ToolIcon,
  shortcut,
  keys = shortcut,
  pressed,
  disabled = false,
  reason,
  opens,
  onClick,
  ref,
  ...menu
}: ToolButtonProps): ReactElement {
  const isNamed = useMediaQuery(NAMED) ?? false
  const reasonId = useId()
  return (
    <Tip
      label={reason ?? name}
      shortcut={reason === undefined ? shortcut : undefined}
      side="right"
      off={isNamed && reason === undefined}
    >
      <button
        {...menu}
        ref={ref}
        type="button"
        className={styles.tool}
        aria-label={name}
        aria-pressed={pressed}
        aria-haspopup={opens}
        aria-keyshortcuts={keys}
        aria-disabled={reason === undefined ? undefined : true}
        aria-describedby={reason === undefined ? undefined : reasonId}
        disabled={disabled}
        onClick={reason === undefined ? onClick : undefined}
      >
        <ToolIcon size={20} stroke={1.75} aria-hidden />
        <span className={styles.toolName}>{name}</span>
        {shortcut === undefined ? null : (
          <kbd className={styles.key} aria-hidden>
            {shortcut}
          </kbd>
        )}
        {reason === undefined ? null : (
          <span id={reasonId} hidden>
            {reason}
          </span>
        )}
      </button>
    </Tip>
  )
}
