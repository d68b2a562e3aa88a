const CONTROLS = 'a, button, input, label, select, textarea, dialog, [role="dialog"], [data-keeps-taps]'

/**
 * In a WebXR session with a DOM overlay a tap on a button also reaches the world behind it.
 * Keeps taps on controls (and on anything marked `data-keeps-taps`) out of the world; the bare area still selects.
 * Source: WebXR DOM Overlays Module, event `beforexrselect`.
 *
 * @param root the overlay root, or the document
 * @returns stops it
 */
export function keepTapsOnControls(root: EventTarget): () => void {
  const keep = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest(CONTROLS)) event.preventDefault()
  }
  root.addEventListener('beforexrselect', keep)
  return () => root.removeEventListener('beforexrselect', keep)
}
