import type { Id } from '#domain/ids.ts'
import { realTimers, type Timers } from '#store/timers.ts'

/** How long a picture that a stroke froze stands after the hand has let go: long enough for the next stroke of a drawing, in milliseconds. */
const THAW_AFTER_MS = 1500
/** It is looked again this often while the phone cannot yet show the mark in its moving picture, in milliseconds. */
const LOOK_AGAIN_MS = 500

export interface ThawDeps {
  readonly timers?: Timers
  /** The still that is shown now. */
  readonly stillId: () => Id | undefined
  /** Whether marks of stills stick to the technician's moving picture: else the mark would be gone with its still. */
  readonly sticks: () => boolean
  readonly unfreeze: () => void
  /** Whether the shown still goes on by itself; told when it changes. */
  readonly onChange: (goesOn: boolean) => void
}

/**
 * Without AR a stroke on the live picture needs it to stand still for a moment. That was the stroke's doing, not a person's: the picture
 * goes on by itself after the last stroke. What a person froze or opened themselves stays until they say so.
 */
export interface Thaw {
  /** A stroke froze the picture. `kept` settles once the still is with the others. */
  froze(kept: Promise<unknown>): void
  /** A hand is on the picture. */
  hold(): void
  /** The hand let go. */
  letGo(): void
  /** A person works on this still: from now on it is theirs, and stays. */
  stay(): void
}

export function createThaw(deps: ThawDeps): Thaw {
  const { timers = realTimers, sticks, unfreeze, onChange } = deps
  let own: { readonly stillId: Id | undefined; isKept: boolean } | undefined
  let isHeld = false
  let offTimer: (() => void) | undefined
  let told = false

  function tell(): void {
    const goesOn = own !== undefined
    if (goesOn === told) return
    told = goesOn
    onChange(goesOn)
  }

  function wait(ms: number): void {
    offTimer?.()
    offTimer = timers.after(ms, look)
  }

  function look(): void {
    offTimer = undefined
    if (own === undefined || isHeld) return
    if (own.stillId !== deps.stillId()) return stay()
    if (!own.isKept || !sticks()) return wait(LOOK_AGAIN_MS)
    stay()
    unfreeze()
  }

  function stay(): void {
    offTimer?.()
    offTimer = undefined
    own = undefined
    tell()
  }

  return {
    froze(kept) {
      const mine = { stillId: deps.stillId(), isKept: false }
      own = mine
      tell()
      const onKept = (): void => {
        mine.isKept = true
        if (own === mine && !isHeld) wait(THAW_AFTER_MS)
      }
      void kept.then(onKept, onKept)
    },
    hold() {
      isHeld = true
      offTimer?.()
      offTimer = undefined
    },
    letGo() {
      isHeld = false
      if (own !== undefined) wait(THAW_AFTER_MS)
    },
    stay,
  }
}
