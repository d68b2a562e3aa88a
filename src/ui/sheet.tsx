import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { CloseIcon } from './icons-tool.tsx'
import styles from './sheet.module.css'

export interface SheetProps {
  readonly open: boolean
  readonly title: string
  readonly children: ReactNode
  /** Stays below the scrolling part: the message field. */
  readonly footer?: ReactNode
  /** Asked for by Esc or the close button; the owner then sets `open` to false. */
  readonly onClose: () => void
  readonly closeLabel?: string
  /** At most half as high as the screen, where what it changes is watched above it. */
  readonly low?: boolean
}

/**
 * A panel from the bottom edge for chat or a gallery. It is not modal: what is above it (the picture, the call's
 * buttons) stays usable. Rendered where it is written, so it works inside a WebXR DOM overlay. The panel itself takes
 * the focus, not its field: that would throw up the keyboard before anything was read.
 */
export function Sheet({ open, ...rest }: SheetProps): ReactElement | null {
  return open ? <OpenSheet {...rest} /> : null
}

function OpenSheet({
  title,
  children,
  footer,
  onClose,
  closeLabel = 'Close',
  low = false,
}: Omit<SheetProps, 'open'>): ReactElement {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const sheet = ref.current
    const before = document.activeElement
    sheet?.focus({ preventScroll: true })
    return () => {
      // Someone who has moved on to another control keeps it.
      const stillHere = sheet?.contains(document.activeElement) === true
      if (stillHere && before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])

  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }

  return (
    <dialog
      ref={ref}
      open
      className={cx(styles.sheet, low && styles.low)}
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={keyDown}
    >
      {/* No header and footer elements: in a page without sections around them they would be the page's own. */}
      <div className={styles.header}>
        <h2 className={styles.title} id={titleId}>
          {title}
        </h2>
        <IconButton label={closeLabel} icon={<CloseIcon />} onClick={onClose} />
      </div>
      {/* Scrolls by keyboard also where nothing inside takes the focus; a scroller is what the rule does not know. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.body} role="group" aria-labelledby={titleId} tabIndex={0}>
        {children}
      </div>
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </dialog>
  )
}
