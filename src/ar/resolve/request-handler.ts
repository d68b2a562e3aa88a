import type { Readable } from '#domain/engine.ts'
import type { Pose } from '#domain/geometry.ts'
import type { Id, Now } from '#domain/ids.ts'
import { MAX_MEASURE_POINTS } from '#domain/mark.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import type { SeenPoint } from '#domain/wire.ts'
import type { PoseRing } from '../ring/pose-ring.ts'
import type { SceneRequest } from '../tracker/tracker.ts'
import { createDrawing, type Drawing, type DrawingWish } from './drawing.ts'
import { createMover } from './mover.ts'
import { createSettler } from './settler.ts'
import { type Aim, uprightPose } from './surface.ts'
import type { SurfaceFinder } from './surface-finder.ts'

/** While a stroke is drawn it is put into the scene log at most this often: the log keeps every version of it. */
const PUT_EVERY_MS = 200

export interface RequestHandlerDeps {
  readonly finder: SurfaceFinder
  readonly ring: Pick<PoseRing, 'get'>
  readonly scene: Readable<SceneState>
  readonly commit: (change: SceneChange) => void
  readonly now: Now
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
  /** The space that the ring's poses and the finder's answers are in; undefined when there is none. */
  readonly spaceId: () => Id | undefined
  /** Whether this person may move that mark or model now: nobody else's hand is on it. */
  readonly mayMove: (id: Id, by: Id) => boolean
  /** Where something that is being moved is just now, before the scene has it; undefined: where the scene says. */
  readonly onMove?: ((id: Id, pose: Pose | undefined) => void) | undefined
}

interface PlacementWish {
  readonly placementId: Id
  readonly author: Id
  readonly modelId: string
}

/** Turns what someone touched in a frame into marks and placements of the scene. */
export interface RequestHandler {
  /** An expert's wish from the wire. Never throws; a point of a frame that is no longer known is dropped. */
  handle(request: SceneRequest, author: Id): void
  /** The same for points of the technician's own screen. The first put comes as soon as the first point has a place. */
  begin(wish: DrawingWish, aims: readonly Aim[]): void
  extend(markId: Id, aims: readonly Aim[]): void
  end(markId: Id): void
  /** Gives it up: what stands of it goes, and nothing of it comes any more. */
  drop(markId: Id): void
  /** Whether more points can be added to it: it is being drawn, it stands, and it is not full. */
  isOpen(markId: Id): boolean
  place(wish: PlacementWish, aim: Aim): void
  /** Takes a mark or an unlocked model of this space elsewhere; nothing happens while somebody else's hand is on it. */
  move(id: Id, aim: Aim, by: Id, gesture?: Id): void
  /** A point with the camera of its frame: of the last seconds, or of a still of this space; else undefined. */
  aimAt(point: SeenPoint): Aim | undefined
  /** Once per frame: puts drawings that grew, and tries approximate places again. */
  tick(): void
  /** Another space began: what has no place yet will get none. */
  clear(): void
}

interface Draft {
  readonly drawing: Drawing
  putAt: number
  /** Points came since the last put. */
  hasNews: boolean
}

export function createRequestHandler(deps: RequestHandlerDeps): RequestHandler {
  const { ring, scene, commit, now, performanceNow, spaceId } = deps
  const settler = createSettler(deps)
  const mover = createMover(deps)
  const drafts = new Map<Id, Draft>()

  const aimAt = ({ frame, u, v }: SeenPoint): Aim | undefined => {
    const point = { u, v }
    const sample = ring.get(frame)
    if (sample) return { camera: sample.camera, point, frame }
    // A frame that the expert holds may be older than the ring; its still keeps the camera.
    for (const { camera } of scene.snapshot().stills.values()) {
      if (camera?.frame === frame && camera.spaceId === spaceId()) {
        return { camera: { pose: camera.pose, projection: camera.projection }, point, frame }
      }
    }
    return undefined
  }

  const aimsAt = (points: readonly SeenPoint[]): readonly Aim[] =>
    points.map(aimAt).filter((aim) => aim !== undefined)

  const put = (draft: Draft): void => {
    draft.hasNews = false
    draft.putAt = performanceNow()
    const mark = draft.drawing.mark(now())
    if (mark === undefined) return
    // Somebody may have given it another colour while its place was still looked for.
    const { colour } = scene.snapshot().marks.get(mark.id) ?? mark
    commit({ kind: 'mark.put', mark: { ...mark, colour } })
  }

  /** Not when the space changed, nor when somebody took the mark away, or moved it, while it was drawn. */
  const mayChange = (draft: Draft): boolean => {
    const { wish, quality, spaceId: space } = draft.drawing
    if (drafts.get(wish.markId) !== draft || space !== spaceId()) return false
    return quality === undefined || scene.snapshot().marks.has(wish.markId)
  }

  /** What to call the search for one point of a drawing. */
  const searchId = (markId: Id, index: number): string => (index === 0 ? markId : `${markId}/${index}`)

  const seek = (draft: Draft, index: number): void => {
    const { drawing } = draft
    const aim = drawing.aims[index]
    if (aim === undefined) return
    settler.seek({
      id: searchId(drawing.wish.markId, index),
      aim,
      isWanted: () => mayChange(draft),
      place(surface) {
        drawing.place(surface, index)
        put(draft)
      },
    })
  }

  /** Each point of a measure is asked for by itself: it goes from one real thing to another, not along a plane. */
  const add = (draft: Draft, aims: readonly Aim[]): void => {
    const { drawing } = draft
    const known = drawing.aims.length
    drawing.extend(aims)
    if (drawing.wish.tool !== 'measure') draft.hasNews = true
    else for (let index = known; index < drawing.aims.length; index++) seek(draft, index)
  }

  const begin: RequestHandler['begin'] = (wish, [first, ...more]) => {
    const space = spaceId()
    if (first === undefined || space === undefined || drafts.has(wish.markId)) return
    const drawing = createDrawing(wish, space, first, wish.tool === 'measure')
    const draft: Draft = { drawing, putAt: 0, hasNews: false }
    drafts.set(wish.markId, draft)
    seek(draft, 0)
    if (more.length > 0) add(draft, more)
  }

  const extend: RequestHandler['extend'] = (markId, aims) => {
    const draft = drafts.get(markId)
    if (draft === undefined || draft.drawing.hasEnded || aims.length === 0) return
    add(draft, aims)
  }

  const end: RequestHandler['end'] = (markId) => {
    const draft = drafts.get(markId)
    if (draft === undefined) return
    draft.drawing.end()
    if (draft.hasNews && draft.drawing.quality !== undefined && mayChange(draft)) put(draft)
  }

  const place: RequestHandler['place'] = ({ placementId: id, author, modelId }, aim) => {
    const space = spaceId()
    if (space === undefined) return
    let isPlaced = false
    settler.seek({
      id,
      aim,
      isWanted: () =>
        space === spaceId() &&
        // Somebody who moved it knows better.
        (!isPlaced || scene.snapshot().placements.get(id)?.quality === 'approximate'),
      place({ point, quality }) {
        isPlaced = true
        const pose = uprightPose(point, aim.camera)
        const placement = { id, author, at: now(), modelId, spaceId: space, quality, pose, scale: 1 }
        commit({ kind: 'placement.put', placement })
      },
    })
  }

  const isSeeking = ({ drawing: { aims, wish } }: Draft): boolean =>
    wish.tool === 'measure'
      ? aims.some((_, index) => settler.isSeeking(searchId(wish.markId, index)))
      : settler.isSeeking(wish.markId)

  const move: RequestHandler['move'] = (id, aim, by, gesture) => {
    // Who moves it knows better than a search that still goes on for its first place.
    if (drafts.get(id)?.drawing.hasEnded === true) drafts.delete(id)
    mover.move(id, aim, by, gesture)
  }

  return {
    aimAt,
    begin,
    extend,
    end,
    drop(markId) {
      // What is not a draft any more gets no place: an answer that comes late finds nothing to put.
      drafts.delete(markId)
      if (scene.snapshot().marks.has(markId)) commit({ kind: 'mark.remove', markId })
    },
    isOpen(markId) {
      const draft = drafts.get(markId)
      if (draft === undefined || draft.drawing.hasEnded || !mayChange(draft)) return false
      return draft.drawing.wish.tool !== 'measure' || draft.drawing.aims.length < MAX_MEASURE_POINTS
    },
    place,
    move,
    handle(request, author) {
      switch (request.type) {
        case 'mark.begin': {
          const { markId, tool, colour, text, units, step } = request
          begin({ markId, author, tool, colour, text, units, step }, aimsAt(request.points))
          break
        }
        case 'mark.extend':
          extend(request.markId, aimsAt(request.points))
          break
        case 'mark.end':
          end(request.markId)
          break
        case 'placement.request': {
          const { placementId, modelId } = request
          const aim = aimAt(request.point)
          if (aim) place({ placementId, author, modelId }, aim)
          break
        }
        case 'mark.move': {
          const aim = aimAt(request.point)
          if (aim) move(request.markId, aim, author, request.gesture)
          break
        }
        case 'placement.move': {
          const aim = aimAt(request.point)
          if (aim) move(request.placementId, aim, author, request.gesture)
          break
        }
      }
    },
    tick() {
      settler.tick()
      mover.tick()
      if (drafts.size === 0) return
      const time = performanceNow()
      for (const [id, draft] of drafts) {
        const { drawing } = draft
        if (!mayChange(draft)) drafts.delete(id)
        else if (drawing.hasEnded && !isSeeking(draft)) drafts.delete(id)
        else if (drawing.quality !== undefined && draft.hasNews && time - draft.putAt >= PUT_EVERY_MS)
          put(draft)
      }
    },
    clear() {
      settler.clear()
      mover.clear()
      drafts.clear()
    },
  }
}
