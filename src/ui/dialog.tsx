import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'
import { CloseIcon } from './icons-tool.tsx'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly children?: ReactNode
  /** The choices, the safe one first: it stands first in the tab order. */
  readonly actions?: ReactNode
  /** Asked for by Esc, the back gesture or the close button; the owner then sets `open` to false. */
  readonly onClose: () => void
  /**
   * Stays where it is written instead of going to the browser's top layer. Needed inside a WebXR DOM overlay,
   * where nothing outside the overlay root is shown. The focus is kept inside either way.
   */
  readonly inPlace?: boolean
  readonly closeLabel?: string
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * A question or form that waits for an answer. No portal: it is rendered where it is written. The first control
 * takes the focus (or the one with `data-autofocus`), and the focus goes back where it was. A tap beside it does
 * nothing: with gloves that is an accident more often than a wish.
 */
export function Dialog({ open, ...rest }: DialogProps): ReactElement | null {
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({
  title,
  children,
  actions,
  onClose,
  inPlace = false,
  closeLabel = 'Close',
}: Omit<DialogProps, 'open'>): ReactElement {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  // A layout effect: its cleanup still finds the element in the page, so that close() can give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (inPlace) dialog.show()
    else dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => dialog.close()
  }, [inPlace])

  const keyDown = (event: KeyboardEvent<HTMLDialogElement>): void => {
    if (event.key === 'Escape') {
      // Otherwise the browser closes the element itself and `open` would say something else.
      event.preventDefault()
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Tab') keepFocusInside(event)
  }

  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      aria-modal="true"
      onKeyDown={keyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.panel}>
        <h2 className={styles.title} id={titleId}>
          {title}
        </h2>
        <div className={styles.body}>{children}</div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
        {/* Last in the tab order, first in the corner: opening must not put the focus on "Close". */}
        <div className={styles.close}>
          <IconButton label={closeLabel} icon={<CloseIcon />} onClick={onClose} />
        </div>
      </div>
    </dialog>
  )
}

/** Tab from the last control goes to the first and back: `show()`, unlike `showModal()`, does not see to it. */
function keepFocusInside(event: KeyboardEvent<HTMLDialogElement>): void {
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((control) =>
    control.checkVisibility(),
  )
  const [from, to] = event.shiftKey ? [controls.at(0), controls.at(-1)] : [controls.at(-1), controls.at(0)]
  const active = document.activeElement
  if (active === from || !event.currentTarget.contains(active) || active === event.currentTarget) {
    event.preventDefault()
    to?.focus()
  }
}
