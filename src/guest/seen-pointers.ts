import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { UnreliableMessage } from '#domain/wire.ts'
import { POINTER_SILENCE } from '#domain/wire.ts'
import type { Timers } from '#store/timers.ts'

/** How long a dot takes to go, in milliseconds; its look says the same (call-screen.module.css). */
const FADE = 700

/** An expert's laser pointer in a picture: shares of its width and height. */
export interface SeenPointer {
  readonly author: Id
  readonly u: number
  readonly v: number
  readonly colour: MarkColour
  /** The still that it points into; undefined for the live picture. */
  readonly stillId: Id | undefined
  /** It goes: nothing more is heard of it. */
  readonly isFading: boolean
}

/** The laser pointers of all experts without AR. One of which nothing is heard goes by itself: the message that says so may get lost. */
export interface SeenPointers {
  point(message: Extract<UnreliableMessage, { type: 'pointer' }>, author: Id): void
  gone(author: Id): void
  /** Who is still there; the pointers of all others go. */
  keep(present: ReadonlySet<Id>): void
  close(): void
}

interface Dot {
  readonly pointer: SeenPointer
  /** Takes back what would happen to it next. */
  readonly cancel: () => void
}

/** @param show is given all of them whenever one changed, those that fade too */
export function createSeenPointers(
  timers: Timers,
  show: (pointers: readonly SeenPointer[]) => void,
): SeenPointers {
  const dots = new Map<Id, Dot>()

  function put(pointer: SeenPointer, ms: number, next: () => void): void {
    dots.get(pointer.author)?.cancel()
    dots.set(pointer.author, { pointer, cancel: timers.after(ms, next) })
    tell()
  }

  function tell(): void {
    show([...dots.values()].map(({ pointer }) => pointer))
  }

  function gone(author: Id): void {
    const pointer = dots.get(author)?.pointer
    if (pointer === undefined || pointer.isFading) return
    put({ ...pointer, isFading: true }, FADE, () => {
      dots.delete(author)
      tell()
    })
  }

  return {
    point({ point: { u, v }, colour, stillId }, author) {
      put({ author, u, v, colour, stillId, isFading: false }, POINTER_SILENCE, () => gone(author))
    },
    gone,
    keep(present) {
      for (const author of dots.keys()) if (!present.has(author)) gone(author)
    },
    close() {
      for (const { cancel } of dots.values()) cancel()
      dots.clear()
    },
  }
}
