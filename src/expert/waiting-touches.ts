import type { LiveView } from '#ar/live-view/live-view.ts'
import type { Gestures, Held } from './gestures.ts'

type At = readonly [clientX: number, clientY: number, held: Held]

interface Touch {
  readonly inHand: string
  readonly down: At
  readonly moves: At[]
  isUp: boolean
}

/**
 * Touches on a frame whose place in the room is not known: they wait for the next frame that has one, and are then done as the hand did
 * them. All are kept, in their order.
 */
export interface WaitingTouches {
  /** False where there is nothing to wait for: the touch is done at once. */
  down(view: Pick<LiveView, 'whenPlaced'>, ...at: At): boolean
  /** The hand goes on; false when its touch does not wait. */
  move(...at: At): boolean
  up(): boolean
  /** Whether the hand is still down on a touch that waits. */
  readonly isPressed: boolean
  close(): void
}

/**
 * @param hand does what was waited for
 * @param inHand what touches do now; a touch that was meant for another tool is not done with this one
 * @param giveUp no frame with a place came, or another tool was taken: the person is to be told
 */
export function createWaitingTouches(
  hand: Pick<Gestures, 'down' | 'move' | 'up'>,
  inHand: () => string,
  giveUp: () => void,
): WaitingTouches {
  let touches: Touch[] = []
  let cancel: (() => void) | undefined

  const pressed = (): Touch | undefined => {
    const last = touches.at(-1)
    return last?.isUp === false ? last : undefined
  }

  function done(isPlaced: boolean): void {
    const waited = touches
    touches = []
    cancel = undefined
    if (!isPlaced || waited.some((touch) => touch.inHand !== inHand())) return giveUp()
    for (const { down, moves, isUp } of waited) {
      hand.down(...down)
      for (const at of moves) hand.move(...at)
      if (isUp) hand.up()
    }
  }

  return {
    down(view, ...at) {
      cancel ??= view.whenPlaced(at[0], at[1], done)
      if (cancel === undefined) return false
      touches.push({ inHand: inHand(), down: at, moves: [], isUp: false })
      return true
    },
    move(...at) {
      pressed()?.moves.push(at)
      return pressed() !== undefined
    },
    up() {
      const touch = pressed()
      if (touch !== undefined) touch.isUp = true
      return touch !== undefined
    },
    get isPressed() {
      return pressed() !== undefined
    },
    close() {
      cancel?.()
      cancel = undefined
      touches = []
    },
  }
}
