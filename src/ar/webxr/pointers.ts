import type { Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import { POINTER_SILENCE, type UnreliableMessage } from '#domain/wire.ts'
import { later, type Schedule } from '../later.ts'
import { resolveAtOnce, resolveSurface } from '../resolve/resolve-surface.ts'
import { type Aim, poseOn } from '../resolve/surface.ts'
import type { SurfaceFinder } from '../resolve/surface-finder.ts'

type PointerMessage = Extract<UnreliableMessage, { type: 'pointer' }>

/** Experts' laser pointers on the technician's world: shown at once where that is known, else as soon as the device answers. */
export interface Pointers {
  point(pointer: PointerMessage | undefined, author: Id): void
  /** The same for a point that is already known with its camera. */
  aim(aim: Aim | undefined, colour: MarkColour, author: Id): void
  clear(): void
}

interface Pointer {
  latest: { readonly aim: Aim; readonly colour: MarkColour } | undefined
  isAsking: boolean
  /** Takes back that its silence ends it. */
  offSilence: () => void
}

/**
 * A pointer that comes over the wire goes after a silence: the message that says so may get lost, and who closes the page says nothing.
 * @param show puts an author's pointer on a surface, or takes it away
 */
export function createPointers(
  finder: SurfaceFinder,
  aimAt: (point: PointerMessage['point']) => Aim | undefined,
  show: (author: Id, at: Pose | undefined, colour: MarkColour) => void,
  schedule: Schedule = later,
): Pointers {
  const pointers = new Map<Id, Pointer>()

  /** One question at a time: a pointer moves faster than a phone can answer, and only its newest place matters. */
  const ask = async (author: Id, pointer: Pointer): Promise<void> => {
    pointer.isAsking = true
    while (pointer.latest) {
      const { aim, colour } = pointer.latest
      const surface = await resolveSurface(aim, finder)
      if (pointers.get(author) !== pointer) return
      show(author, poseOn(surface, aim.camera), colour)
      if (pointer.latest?.aim === aim) break
    }
    pointer.isAsking = false
  }

  const aim = (at: Aim, colour: MarkColour, author: Id): void => {
    const pointer = pointers.get(author) ?? {
      latest: undefined,
      isAsking: false,
      offSilence: () => undefined,
    }
    pointers.set(author, pointer)
    pointer.latest = { aim: at, colour }
    const surface = resolveAtOnce(at, finder)
    if (surface.quality === 'depth') show(author, poseOn(surface, at.camera), colour)
    else if (!pointer.isAsking) void ask(author, pointer)
  }

  const leave = (author: Id): void => {
    pointers.get(author)?.offSilence()
    if (pointers.delete(author)) show(author, undefined, 'red')
  }

  return {
    point(message, author) {
      const at = message && aimAt(message.point)
      if (message === undefined) leave(author)
      else if (at) aim(at, message.colour, author)
      const pointer = pointers.get(author)
      if (message === undefined || pointer === undefined) return
      pointer.offSilence()
      pointer.offSilence = schedule(POINTER_SILENCE, () => leave(author))
    },
    aim(at, colour, author) {
      if (at) aim(at, colour, author)
      else leave(author)
    },
    clear() {
      for (const [author, { offSilence }] of pointers) {
        offSilence()
        show(author, undefined, 'red')
      }
      pointers.clear()
    },
  }
}
