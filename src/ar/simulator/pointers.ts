import { type XRSession, XRSessionEvent } from 'iwer'
import { isBarePicture } from './bare-picture.ts'
import type { Press } from './screen-input.ts'

/** A mouse that moved less than this (pixels) has clicked; one that moved more is looking around. */
const SLIP = 6
/** A mouse that rests this long (ms) is a finger held on the screen: from then on dragging drags the finger. */
const HOLD = 350

export interface PointerDeps {
  session(): XRSession | undefined
  overlayRoot(): Element | undefined
  /** Whether the camera's picture is anywhere on the page, in a session or outside. */
  pictureLive(): boolean
  press(u: number, v: number): Press
  /** The picture is pulled by so many pixels. */
  pull(dx: number, dy: number): void
  wheel(pixels: number): void
}

/** What one pointer is doing between down and up. */
type Gesture =
  | {
      readonly is: 'undecided'
      readonly x: number
      readonly y: number
      readonly canPress: boolean
      readonly hold: Timer
    }
  | { readonly is: 'looking'; readonly x: number; readonly y: number }
  | { readonly is: 'pressing'; readonly press: Press }
type Timer = ReturnType<typeof setTimeout>

const place = (e: PointerEvent): readonly [number, number] => [
  e.clientX / innerWidth,
  e.clientY / innerHeight,
]

/** Whether the app keeps this tap for itself. Source: WebXR DOM Overlays Module, `beforexrselect`. */
function keptByOverlay(target: Element, session: XRSession): boolean {
  const event = new XRSessionEvent('beforexrselect', { session, bubbles: true, cancelable: true })
  return !target.dispatchEvent(event)
}

/**
 * Listens to the page's real pointers. A finger or pen on the screen presses at once; a mouse may click (a tap), hold (a
 * finger held down) or drag over the bare picture (look around). Returns its off-function.
 */
export function watchPointers(deps: PointerDeps): () => void {
  const gestures = new Map<number, Gesture>()
  const off = new AbortController()
  const { signal } = off
  let swallowClick = false

  const begin = (e: PointerEvent): void => {
    swallowClick = false
    if (!(e.target instanceof Element) || e.button !== 0) return
    const session = deps.session()
    const root = deps.overlayRoot()
    const kept = session && root?.contains(e.target) ? keptByOverlay(e.target, session) : false
    const canPress = session !== undefined && !kept
    const canLook =
      e.pointerType === 'mouse' &&
      deps.pictureLive() &&
      !kept &&
      isBarePicture(e.target, e.clientX, e.clientY, root)
    if (canLook) {
      const hold = setTimeout(() => {
        if (canPress) gestures.set(e.pointerId, { is: 'pressing', press: deps.press(...place(e)) })
      }, HOLD)
      gestures.set(e.pointerId, { is: 'undecided', x: e.clientX, y: e.clientY, canPress, hold })
    } else if (canPress) gestures.set(e.pointerId, { is: 'pressing', press: deps.press(...place(e)) })
  }

  const move = (e: PointerEvent): void => {
    const gesture = gestures.get(e.pointerId)
    if (gesture?.is === 'pressing') gesture.press.move(...place(e))
    if (gesture?.is === 'undecided' && Math.hypot(e.clientX - gesture.x, e.clientY - gesture.y) > SLIP) {
      clearTimeout(gesture.hold)
      gestures.set(e.pointerId, { is: 'looking', x: gesture.x, y: gesture.y })
    }
    const looking = gestures.get(e.pointerId)
    if (looking?.is !== 'looking') return
    deps.pull(e.clientX - looking.x, e.clientY - looking.y)
    gestures.set(e.pointerId, { is: 'looking', x: e.clientX, y: e.clientY })
  }

  const finish = (e: PointerEvent): void => {
    const gesture = gestures.get(e.pointerId)
    gestures.delete(e.pointerId)
    const lifted = e.type === 'pointerup'
    if (gesture?.is === 'pressing') {
      if (lifted) gesture.press.release()
      else gesture.press.cancel()
    }
    if (gesture?.is === 'undecided') {
      clearTimeout(gesture.hold)
      if (lifted && gesture.canPress) deps.press(...place(e)).release()
    }
    // A look around is no click for the app; on a phone there would have been none.
    if (gesture?.is === 'looking') swallowClick = true
  }

  const looking = (): boolean => [...gestures.values()].some((gesture) => gesture.is === 'looking')
  const options = { capture: true, signal }
  addEventListener('pointerdown', begin, options)
  addEventListener('pointermove', move, options)
  addEventListener('pointerup', finish, options)
  addEventListener('pointercancel', finish, options)
  for (const type of ['selectstart', 'dragstart'] as const)
    addEventListener(type, (e) => looking() && e.preventDefault(), options)
  addEventListener(
    'click',
    (e) => {
      if (!swallowClick) return
      swallowClick = false
      e.stopPropagation()
      e.preventDefault()
    },
    options,
  )
  addEventListener(
    'wheel',
    (e) => {
      if (!deps.pictureLive() || e.ctrlKey) return
      if (!isBarePicture(e.target, e.clientX, e.clientY, deps.overlayRoot())) return
      e.preventDefault()
      deps.wheel(e.deltaY)
    },
    { ...options, passive: false },
  )
  return () => off.abort()
}

const TYPING =
  'input, textarea, select, [contenteditable], [role="slider"], [role="listbox"], [role="menu"], [role="tab"], [role="radio"], video[controls]'

/** Hands keys to the walk unless somebody types or works a control with them. Returns its off-function. */
export function watchKeys(
  active: () => boolean,
  walking: { keyDown(code: string): boolean; keyUp(code: string): void; stop(): void },
): () => void {
  const off = new AbortController()
  const { signal } = off
  addEventListener(
    'keydown',
    (e) => {
      if (!active() || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return
      if (e.target instanceof Element && e.target.closest(TYPING)) return
      if (walking.keyDown(e.code)) e.preventDefault()
    },
    { signal },
  )
  addEventListener('keyup', (e) => walking.keyUp(e.code), { signal })
  addEventListener('blur', () => walking.stop(), { signal })
  return () => off.abort()
}
