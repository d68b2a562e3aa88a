import { type ReactElement, useEffect, useEffectEvent, useState } from 'react'
import type { Tone } from './banner.tsx'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { CheckIcon, CloseIcon, InfoIcon, WarningIcon } from './icons-tool.tsx'
import styles from './toast-list.module.css'

export interface Toast {
  readonly id: string
  readonly tone?: Tone
  readonly text: string
  /** How long it stays, in milliseconds. Left out, it stays until it is closed: right for errors. */
  readonly lifetimeMs?: number
}

export interface ToastListProps {
  readonly toasts: readonly Toast[]
  /** Closed by hand or at the end of its life. */
  readonly onDismiss: (id: string) => void
  readonly closeLabel?: string
  /** `page` (default) stands over the page at its edge; `here` stands where it is written, when the page's edges hold controls. */
  readonly place?: 'page' | 'here'
}

const ICONS = { info: InfoIcon, success: CheckIcon, warning: WarningIcon, danger: WarningIcon }

/**
 * Short news that needs no answer. Keep the list in the page also while it is empty: screen readers only read what
 * appears in a live region that was already there. Danger is read at once, the rest when there is a pause.
 */
export function ToastList({
  toasts,
  onDismiss,
  closeLabel = 'Dismiss',
  place = 'page',
}: ToastListProps): ReactElement {
  const isUrgent = (toast: Toast): boolean => toast.tone === 'danger'
  const items = (list: readonly Toast[]): readonly ReactElement[] =>
    list.map((toast) => (
      <ToastItem key={toast.id} toast={toast} closeLabel={closeLabel} onDismiss={() => onDismiss(toast.id)} />
    ))
  return (
    <div className={cx(styles.list, place === 'page' && styles.atEdge)}>
      <div className={styles.region} aria-live="assertive">
        {items(toasts.filter(isUrgent))}
      </div>
      <div className={styles.region} aria-live="polite">
        {items(toasts.filter((toast) => !isUrgent(toast)))}
      </div>
    </div>
  )
}

interface ToastItemProps {
  readonly toast: Toast
  readonly closeLabel: string
  readonly onDismiss: () => void
}

function ToastItem({ toast, closeLabel, onDismiss }: ToastItemProps): ReactElement {
  const { tone = 'info', text, lifetimeMs } = toast
  const [held, setHeld] = useState(false)
  const dismiss = useEffectEvent(onDismiss)

  useEffect(() => {
    if (lifetimeMs === undefined || held) return
    const timer = setTimeout(() => dismiss(), lifetimeMs)
    return () => clearTimeout(timer)
  }, [lifetimeMs, held])

  const ToneIcon = ICONS[tone]
  return (
    // Under the pointer or with the focus inside it waits: nobody should have to race a message.
    <div
      className={cx(styles.toast, styles[tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.icon}>
        <ToneIcon size={22} />
      </span>
      <span className={styles.text}>{text}</span>
      <IconButton label={closeLabel} icon={<CloseIcon size={20} />} onClick={onDismiss} />
    </div>
  )
}
