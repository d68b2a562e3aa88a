const CONTROLS =
  'a, button, input, label, select, textarea, summary, dialog, [contenteditable], [role="dialog"], [role="button"], [role="slider"], [role="listbox"], [role="menu"], [data-keeps-taps]'

const scrolls = (element: Element): boolean =>
  element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)

function painted(element: Element): boolean {
  const { backgroundColor, backgroundImage } = getComputedStyle(element)
  const clear = backgroundColor === 'transparent' || /,\s*0\)$|\/\s*0\)$/.test(backgroundColor)
  return !clear || backgroundImage !== 'none'
}

const isPicture = (element: Element): boolean => element.matches('video, canvas')

/**
 * Whether a place of the page shows nothing but the camera's picture: no control, no panel, nothing to scroll. Dragging and
 * wheeling there moves the phone; everywhere else they belong to the app.
 * @param root the overlay root while a session runs: what is painted around it lies behind the picture
 */
export function isBarePicture(target: EventTarget | null, x: number, y: number, root?: Element): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(CONTROLS)) return false
  if (!document.elementsFromPoint(x, y).some(isPicture)) return false
  for (let at: Element | null = target; at && at !== document.body; at = at.parentElement) {
    if (at === root) return true
    // The picture's own frame may be painted black and may scroll; what lies over the picture may not.
    if (isPicture(at) || at.querySelector('video, canvas')) return true
    if (painted(at) || scrolls(at)) return false
  }
  return true
}
