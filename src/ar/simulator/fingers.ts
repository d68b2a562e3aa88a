import type { Finger } from './phone-simulator.ts'
import type { ScreenInput } from './screen-input.ts'

/** Ids that no real pointer of a desktop browser has. */
const FIRST_ID = 901
/** A finger that slid farther than this, in pixels, clicks nothing. */
const SLIP = 10

interface Resting {
  readonly id: number
  readonly target: Element
  readonly isPrimary: boolean
  x: number
  y: number
  slid: boolean
}

/** Fingers made of the events that a touch screen sends. */
export interface Fingers {
  touch(u: number, v: number): Promise<Finger>
  tap(u: number, v: number): Promise<void>
}

const onScreen = (u: number, v: number): readonly [number, number] => [
  Math.min(u * innerWidth, innerWidth - 1),
  Math.min(v * innerHeight, innerHeight - 1),
]

/** @param input the running session's, which hears of the events by itself */
export function createFingers(input: Pick<ScreenInput, 'settled'>): Fingers {
  const resting = new Map<number, Resting>()
  const captured = new Map<number, Element>()
  installCapture((id) => resting.has(id), captured)

  const say = (finger: Resting, type: string): void => {
    const { id, x, y, isPrimary } = finger
    const isDown = type === 'pointerdown' || type === 'pointermove'
    const event = new PointerEvent(type, {
      clientX: x,
      clientY: y,
      bubbles: true,
      cancelable: type !== 'pointercancel',
      composed: true,
      pointerId: id,
      pointerType: 'touch',
      isPrimary,
      buttons: isDown ? 1 : 0,
      button: type === 'pointermove' ? -1 : 0,
      pressure: isDown ? 0.5 : 0,
    })
    // What a finger has touched first hears all of it, also when it slides off. Source: Pointer Events 3, implicit capture.
    const at = captured.get(id) ?? finger.target
    ;(at.isConnected ? at : document.body).dispatchEvent(event)
  }
  const leave = (finger: Resting, type: 'pointerup' | 'pointercancel'): void => {
    say(finger, type)
    say(finger, 'lostpointercapture')
    resting.delete(finger.id)
    captured.delete(finger.id)
  }

  const touch = async (u: number, v: number): Promise<Finger> => {
    const [x, y] = onScreen(u, v)
    let id = FIRST_ID
    while (resting.has(id)) id += 1
    const target = document.elementFromPoint(x, y) ?? document.body
    const finger: Resting = { id, target, isPrimary: resting.size === 0, x, y, slid: false }
    resting.set(id, finger)
    captured.set(id, target)
    say(finger, 'pointerdown')
    await input.settled()
    return {
      async move(nextU, nextV) {
        if (!resting.has(id)) throw new Error('This finger has left the screen')
        const [nextX, nextY] = onScreen(nextU, nextV)
        finger.slid ||= Math.hypot(nextX - x, nextY - y) > SLIP
        finger.x = nextX
        finger.y = nextY
        say(finger, 'pointermove')
        await input.settled()
      },
      async lift() {
        if (!resting.has(id)) return
        leave(finger, 'pointerup')
        const { clientX, clientY } = { clientX: finger.x, clientY: finger.y }
        if (!finger.slid && finger.isPrimary)
          target.dispatchEvent(
            new MouseEvent('click', { clientX, clientY, bubbles: true, cancelable: true, composed: true }),
          )
        await input.settled()
      },
      async cancel() {
        if (!resting.has(id)) return
        leave(finger, 'pointercancel')
        await input.settled()
      },
    }
  }

  return {
    touch,
    async tap(u, v) {
      const finger = await touch(u, v)
      await finger.lift()
    },
  }
}

/** Browsers refuse to capture a pointer that they did not send themselves; these fingers must be held like real ones. */
function installCapture(isOurs: (id: number) => boolean, captured: Map<number, Element>): void {
  const { setPointerCapture, releasePointerCapture, hasPointerCapture } = Element.prototype
  const answers = {
    setPointerCapture(this: Element, id: number): void {
      if (isOurs(id)) captured.set(id, this)
      else setPointerCapture.call(this, id)
    },
    releasePointerCapture(this: Element, id: number): void {
      if (isOurs(id)) captured.delete(id)
      else releasePointerCapture.call(this, id)
    },
    hasPointerCapture(this: Element, id: number): boolean {
      return isOurs(id) ? captured.get(id) === this : hasPointerCapture.call(this, id)
    },
  }
  for (const [name, value] of Object.entries(answers))
    Object.defineProperty(Element.prototype, name, { configurable: true, writable: true, value })
}
