import { Camera, Matrix4, Scene, type WebGLRenderer } from 'three'
import { projectionMatrix } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { placesByStill } from '../camera-tracker/mark-place.ts'
import type { SeenMarks } from '../image-tracking/tracking-messages.ts'
import { createSceneLayer } from '../marks/create-scene-layer.ts'
import type { SceneLayer, SceneLayerView } from '../marks/scene-layer.ts'
import type { ModelLibrary } from '../models/model-library.ts'
import { createPictureMarks } from './picture-marks.ts'
import { wallProjection, wallView } from './wall-view.ts'

/** Marks of stills, drawn where their surfaces are in a live picture. */
export interface TrackedWalls {
  readonly isEmpty: boolean
  /** Where the stills are in the picture that is drawn next. Cheap: only the camera of each wall changes. */
  place(seen: readonly SeenMarks[]): void
  /** `view`: what is selected or held; its space does not matter here. */
  sync(scene: SceneState, view: SceneLayerView): void
  draw(renderer: WebGLRenderer, aspect: number, height: number): void
  dispose(): void
}

/** One still, or one part of it that is followed on its own. */
interface Wall {
  readonly scene: Scene
  readonly layer: SceneLayer
  readonly camera: Camera
  readonly marks: ReturnType<typeof createPictureMarks>
  seen: SeenMarks | undefined
  hidden: ReadonlySet<Id>
  /** What `hidden` was made of. */
  lastMarks: ReadonlyMap<Id, Mark> | undefined
  lastIds: string
  lastView: SceneLayerView | undefined
  aspect: number
  middle: { readonly u: number; readonly v: number }
}

const MIDDLE = { u: 0.5, v: 0.5 }

export function createTrackedWalls(models: ModelLibrary): TrackedWalls {
  /** By still and part; kept while the still has marks, since its lines lie on the graphics card. */
  const walls = new Map<string, Wall>()
  const view: number[] = []
  const matrix = new Matrix4()
  let last: readonly SeenMarks[] = []

  function createWall(): Wall {
    const scene = new Scene()
    const layer = createSceneLayer({ models })
    scene.add(layer.object)
    const camera = new Camera()
    camera.matrixAutoUpdate = false
    camera.matrixWorldAutoUpdate = false
    const marks = createPictureMarks()
    return {
      scene,
      layer,
      camera,
      marks,
      seen: undefined,
      hidden: new Set(),
      lastMarks: undefined,
      lastIds: '',
      lastView: undefined,
      aspect: 1,
      middle: MIDDLE,
    }
  }

  function syncWall(wall: Wall, { marks, stills }: SceneState, view: SceneLayerView): void {
    const { seen } = wall
    if (seen === undefined) return
    const ids = seen.markIds.join(' ')
    if (marks === wall.lastMarks && ids === wall.lastIds && view === wall.lastView) return
    wall.lastMarks = marks
    wall.lastIds = ids
    wall.lastView = view
    const still = stills.get(seen.stillId)
    wall.aspect = still === undefined ? 1 : still.width / still.height
    const shown = wall.marks.of(marks, seen.stillId, wall.aspect)
    wall.middle = middleOf(marks, seen)
    wall.hidden = new Set([...shown.keys()].filter((id) => !seen.markIds.includes(id)))
    const scene = { marks: shown, placements: new Map<never, never>(), stills: new Map<never, never>() }
    wall.layer.sync(scene, { ...view, spaceId: seen.stillId, hidden: wall.hidden })
  }

  return {
    get isEmpty() {
      return last.length === 0
    },
    place(seen) {
      last = seen
      for (const wall of walls.values()) wall.seen = undefined
      const parts = new Map<Id, number>()
      for (const one of seen) {
        const part = parts.get(one.stillId) ?? 0
        parts.set(one.stillId, part + 1)
        const key = `${one.stillId} ${part}`
        const wall = walls.get(key) ?? createWall()
        walls.set(key, wall)
        wall.seen = one
      }
    },
    sync(scene, layerView) {
      // Not even an iterator for each frame where no still is followed.
      if (walls.size === 0) return
      for (const [key, wall] of walls) {
        if (wall.seen !== undefined) syncWall(wall, scene, layerView)
        else if (!scene.stills.has(key.slice(0, key.indexOf(' ')))) {
          wall.layer.dispose()
          walls.delete(key)
        }
      }
    },
    draw(renderer, aspect, height) {
      for (const wall of walls.values()) {
        const { seen, camera, layer } = wall
        if (seen === undefined || !wallView(seen.homography, wall.aspect, aspect, wall.middle, view)) continue
        camera.matrixWorldInverse.copy(matrix.fromArray(view))
        camera.matrixWorld.copy(matrix).invert()
        camera.projectionMatrix.fromArray(projectionMatrix(wallProjection(aspect)))
        camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert()
        renderer.clearDepth()
        layer.update(camera, height)
        renderer.render(wall.scene, camera)
      }
    },
    dispose() {
      for (const wall of walls.values()) wall.layer.dispose()
      walls.clear()
    },
  }
}

/** Where the sizes of marks are right: amid those that are shown. */
function middleOf(marks: ReadonlyMap<Id, Mark>, { stillId, markIds }: SeenMarks): Wall['middle'] {
  const places = (placesByStill(marks).get(stillId) ?? []).filter(({ markId }) => markIds.includes(markId))
  if (places.length === 0) return MIDDLE
  const sum = (of: (place: (typeof places)[number]) => number): number =>
    places.reduce((total, place) => total + of(place), 0) / places.length
  return {
    u: sum(({ left, right }) => (left + right) / 2),
    v: sum(({ top, bottom }) => (top + bottom) / 2),
  }
}
