import { type ImagePoint, project } from '#domain/geometry.ts'
import type { Id, MakeId } from '#domain/ids.ts'
import type { StillMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { pickSeenMark, whereSeen } from '../camera-tracker/pick-seen.ts'
import { backThroughHomography, mapPoint } from '../camera-tracker/through-homography.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'
import { measureLengths } from '../marks/measure-parts.ts'
import { pickMark, pickStillMark } from '../marks/pick-mark.ts'
import { pickPlacement } from '../resolve/pick-placement.ts'
import { createCarrying } from './carrying.ts'
import type { ClientPoint, LiveView, LiveViewState } from './live-view.ts'
import { createMarking, type Seen } from './marking.ts'
import { isInside } from './picture-shape.ts'
import type { Schedule } from '../later.ts'
import { createProvisionalMarks } from './provisional-marks.ts'
import { createProvisionalModels } from './provisional-models.ts'

export interface HandOptions {
  readonly self: Id
  readonly now: () => number
  readonly makeId: MakeId
  readonly schedule: Schedule
  readonly scene: () => SceneState
  readonly clientPointAt: (point: ImagePoint) => ClientPoint | undefined
  readonly pointAt: (clientX: number, clientY: number) => ImagePoint | undefined
  readonly seen: () => Seen | undefined
  /** The frame that a touch belongs to, where frames have a place in a space. */
  readonly frame: () => number | undefined
  readonly stillId: () => Id | undefined
  /** Where stills are in the live picture that is shown; none while one is held. */
  readonly seenStills: () => readonly SeenMarks[]
  /** Width, height and depth of a model in metres; undefined until it has loaded. */
  readonly sizeOf: (modelId: string) => readonly [number, number, number] | undefined
  /** Width over height of the picture. */
  readonly aspect: () => number
  readonly onChange: () => void
  readonly onUnanswered: (id: Id) => void
}

type HandCommands = Pick<
  LiveView,
  | 'begin'
  | 'extend'
  | 'end'
  | 'hover'
  | 'setGhost'
  | 'place'
  | 'pick'
  | 'carry'
  | 'letGo'
  | 'clientPointOf'
  | 'pointOnStillOf'
  | 'standing'
>

/** Everything that the expert's hand does in the picture, seen at once and until the technician's device has answered. */
export interface Hand {
  readonly commands: HandCommands
  /** The scene changed: what was answered gives way. */
  settle(scene: SceneState): void
  /** What follows the pointer follows it into this frame. Called before each draw; does nothing where nothing follows. */
  follow(): void
  /** The scene with what this hand has added to it; the same object until something changed. */
  over(scene: SceneState): SceneState
  readonly measure: LiveViewState['measure']
  clear(): void
}

export function createHand(options: HandOptions): Hand {
  const { makeId, scene, pointAt, seen, frame, onChange } = options
  const marks = createProvisionalMarks(options)
  const models = createProvisionalModels(options)
  const carrying = createCarrying(options)
  const marking = createMarking({ ...options, provisional: marks })
  let cursor: ClientPoint | undefined
  /** What is carried since the hand took it: all of its moves are one change. */
  let carried: { readonly id: Id; readonly gesture: Id } | undefined

  function insideAt(clientX: number, clientY: number): ImagePoint | undefined {
    const point = pointAt(clientX, clientY)
    return point !== undefined && isInside(point) ? point : undefined
  }

  function clientPointOnStill(mark: StillMark): ClientPoint | undefined {
    const place = placeOnStill(mark)
    if (mark.stillId === options.stillId()) return options.clientPointAt(place)
    const homography = whereSeen(options.seenStills(), mark.id)
    const point = homography && mapPoint(homography, place)
    return point && options.clientPointAt(point)
  }

  const over = (base: SceneState): SceneState => carrying.over(models.over(marks.over(base)))

  const commands: HandCommands = {
    begin: marking.begin,
    extend: marking.extend,
    end: marking.end,
    hover(at) {
      cursor = at
      if (models.hasGhost || marking.measuring !== undefined) onChange()
    },
    setGhost: models.setGhost,
    place(modelId, clientX, clientY) {
      const point = insideAt(clientX, clientY)
      const frameId = frame()
      if (point === undefined || frameId === undefined) return undefined
      const placementId = makeId()
      const now = seen()
      if (now !== undefined) models.place(placementId, modelId, point, now)
      return { type: 'placement.request', placementId, modelId, point: { ...point, frame: frameId } }
    },
    pick(clientX, clientY) {
      const point = insideAt(clientX, clientY)
      if (point === undefined) return undefined
      const stillId = options.stillId()
      const onStill = stillId && pickStillMark(point, scene().marks, stillId, options.aspect())
      if (onStill !== undefined) return onStill
      const onSurface = pickSeenMark(point, options.seenStills(), scene())
      if (onSurface !== undefined) return onSurface
      const now = seen()
      if (now === undefined) return undefined
      const { camera, spaceId } = now
      // A mark is drawn over the model that it stands on.
      return (
        pickMark(point, camera, scene(), spaceId, options.aspect()) ??
        pickPlacement(point, camera, scene().placements, spaceId, options.sizeOf)
      )
    },
    carry(id, clientX, clientY, gesture) {
      const point = insideAt(clientX, clientY)
      const frameId = frame()
      const now = seen()
      if (point === undefined || frameId === undefined || now === undefined) return undefined
      if (!carrying.carry(id, point, now)) return undefined
      if (carried?.id !== id || gesture !== undefined) carried = { id, gesture: gesture ?? makeId() }
      const at = { point: { ...point, frame: frameId }, gesture: carried.gesture }
      return scene().placements.has(id)
        ? { type: 'placement.move', placementId: id, ...at }
        : { type: 'mark.move', markId: id, ...at }
    },
    pointOnStillOf(id, clientX, clientY) {
      const mark = scene().marks.get(id)
      const point = pointAt(clientX, clientY)
      if (mark?.on !== 'still' || point === undefined) return undefined
      if (mark.stillId === options.stillId()) return point
      const homography = whereSeen(options.seenStills(), id)
      return homography && backThroughHomography(homography, point)
    },
    letGo() {
      carried = undefined
      carrying.letGo()
    },
    clientPointOf(id) {
      const { marks: all, placements } = over(scene())
      const mark = all.get(id)
      if (mark?.on === 'still') return clientPointOnStill(mark)
      const now = seen()
      const standing = mark ?? placements.get(id)
      if (now === undefined || standing?.spaceId !== now.spaceId) return undefined
      const point = project(standing.pose.position, now.camera)
      return point && options.clientPointAt(point)
    },
    standing() {
      const stillId = options.stillId()
      const spaceId = seen()?.spaceId
      const { marks: all, placements } = scene()
      const byAge = (a: { readonly at: number }, b: { readonly at: number }): number => a.at - b.at
      const here = [...all.values()].filter((mark) =>
        mark.on === 'still'
          ? mark.stillId === stillId || whereSeen(options.seenStills(), mark.id) !== undefined
          : mark.spaceId === spaceId,
      )
      const placed = [...placements.values()].filter((one) => one.spaceId === spaceId)
      return [...here.sort(byAge), ...placed.sort(byAge)].map(({ id }) => id)
    },
  }

  return {
    commands,
    settle(now) {
      marks.settle(now)
      models.settle(now)
      carrying.settle(now)
    },
    follow() {
      if (!models.hasGhost && marking.measuring === undefined) return
      const point = cursor && insideAt(cursor.clientX, cursor.clientY)
      models.aim(point, seen())
      marking.follow(point)
    },
    over,
    get measure() {
      const drawn = marking.measuring === undefined ? undefined : marks.drawn(marking.measuring)
      if (drawn?.mark.shape.tool !== 'measure') return undefined
      const { points } = drawn.mark.shape
      const metres = measureLengths(points).reduce((sum, length) => sum + length, 0)
      return { points: points.length, metres, isGuess: drawn.isGuess }
    },
    clear() {
      marks.clear()
      models.clear()
      carrying.clear()
    },
  }
}

/** The one point that stands for a mark of a still. */
function placeOnStill({ shape }: StillMark): ImagePoint {
  switch (shape.tool) {
    case 'arrow':
      return shape.tip
    case 'circle':
      return shape.centre
    case 'freehand':
      return shape.points[0] ?? { u: 0.5, v: 0.5 }
    case 'text':
    case 'step':
      return shape.at
  }
}
