import type { ImagePoint, Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { POINTER_SILENCE } from '#domain/wire.ts'
import type { Schedule } from '../later.ts'
import type { Compositor } from '../compositor/compositor.ts'
import type { Seen } from './marking.ts'
import { guessSurface } from './surface-guess.ts'

/** How long a pointer that is gone still fades, so how long frames are drawn for it where none come by themselves, in milliseconds. */
const FADES = 900

export interface PointersOptions {
  readonly compositor: Pick<Compositor, 'setPointer'>
  readonly scene: () => SceneState
  readonly schedule: Schedule
  readonly now: () => number
  readonly invalidate: () => void
}

/** The laser pointers of everybody on one picture. */
export interface Pointers {
  /** @param seen the frame that it points into; undefined where it has no place in a space: then it stays on the picture */
  show(author: Id, point: ImagePoint, seen: Seen | undefined, colour: MarkColour): void
  hide(author: Id): void
  /** One that speaks for itself as long as it is there: its silence means that it is gone. */
  showFor(author: Id, point: ImagePoint, seen: Seen | undefined, colour: MarkColour): void
  /** Whether one still fades. */
  readonly isFading: boolean
  close(): void
}

export function createPointers(options: PointersOptions): Pointers {
  const { compositor, scene, schedule, now, invalidate } = options
  const shown = new Map<Id, { colour: MarkColour; offSilence: () => void }>()
  let fadesUntil = Number.NEGATIVE_INFINITY

  function show(author: Id, point: ImagePoint, seen: Seen | undefined, colour: MarkColour): void {
    shown.get(author)?.offSilence()
    shown.set(author, { colour, offSilence: () => {} })
    compositor.setPointer(author, seen === undefined ? point : poseAt(point, seen), colour)
    invalidate()
  }

  function poseAt(point: ImagePoint, { camera, spaceId }: Seen): Pose {
    return {
      position: guessSurface(point, camera, scene(), spaceId).point,
      orientation: camera.pose.orientation,
    }
  }

  function hide(author: Id): void {
    const pointer = shown.get(author)
    if (pointer === undefined) return
    pointer.offSilence()
    shown.delete(author)
    compositor.setPointer(author, undefined, pointer.colour)
    fadesUntil = now() + FADES
    invalidate()
  }

  return {
    show,
    hide,
    showFor(author, point, seen, colour) {
      show(author, point, seen, colour)
      const pointer = shown.get(author)
      if (pointer !== undefined) pointer.offSilence = schedule(POINTER_SILENCE, () => hide(author))
    },
    get isFading() {
      return now() < fadesUntil
    },
    close() {
      for (const { offSilence } of shown.values()) offSilence()
      shown.clear()
    },
  }
}
