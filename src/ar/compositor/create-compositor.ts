import { Scene, WebGLRenderer } from 'three'
import type { Id } from '#domain/ids.ts'
import type { Mark, MarkColour } from '#domain/mark.ts'
import { fail, type Outcome, succeed } from '#domain/problem.ts'
import { createSceneLayer } from '../marks/create-scene-layer.ts'
import type { ModelLibrary } from '../models/model-library.ts'
import type { Compositor } from './compositor.ts'
import { createPictureMarks, onWall, pictureCamera } from './picture-marks.ts'
import { createPicturePass } from './picture-pass.ts'
import { createSceneCamera } from './scene-camera.ts'
import { createTrackedWalls } from './tracked-walls.ts'

export interface CompositorOptions {
  readonly canvas: HTMLCanvasElement
  readonly models: ModelLibrary
  /** Called when a model has loaded or failed: time to draw again where no new frame comes by itself. */
  readonly onArrival?: () => void
}

const NO_WEBGL =
  'This browser cannot draw 3D pictures, so marks cannot be shown. Turn on hardware acceleration in its settings, or use another browser.'

/** Fails with a sentence where the browser has no WebGL 2; the canvas then has no context yet and may be used otherwise. */
export function createCompositor({ canvas, models, onArrival }: CompositorOptions): Outcome<Compositor> {
  const renderer = createRenderer(canvas)
  if (renderer === undefined) return fail('not-supported', NO_WEBGL)

  const picture = createPicturePass()
  // One scene for both: each call of render costs the renderer its own, whatever is in it.
  const space = new Scene()
  const spaceLayer = createSceneLayer({ models, ...(onArrival && { onArrival }) })
  space.add(picture.object, spaceLayer.object)
  const wall = new Scene()
  const wallLayer = createSceneLayer({ models })
  wall.add(wallLayer.object)
  const spaceCamera = createSceneCamera()
  const wallCamera = createSceneCamera()
  const pictureMarks = createPictureMarks()
  const wallPointers = new Set<Id>()
  const tracked = createTrackedWalls(models)

  let aspect = 1
  let height = 1
  let onStill = false
  let lastMarks: ReadonlyMap<Id, Mark> | undefined
  let lastStill: Id | undefined
  let lastAspect = 0
  /** A still that is shown whole hides what stands in the live picture. */
  let isTrackedShown = true

  function syncWall(marks: ReadonlyMap<Id, Mark>, stillId: Id | undefined): void {
    if (marks === lastMarks && stillId === lastStill && aspect === lastAspect) return
    lastMarks = marks
    lastStill = stillId
    lastAspect = aspect
    const shown = stillId === undefined ? new Map<Id, Mark>() : pictureMarks.of(marks, stillId, aspect)
    onStill = shown.size > 0
    wallLayer.sync({ marks: shown, placements: new Map(), stills: new Map() }, { spaceId: stillId })
  }

  return succeed({
    canvas,
    setSize(newWidth, newHeight) {
      if (canvas.width === newWidth && canvas.height === newHeight) return
      renderer.setSize(newWidth, newHeight, false)
      height = newHeight
      aspect = newWidth / newHeight
      wallCamera.set(pictureCamera(aspect))
    },
    setPicture(source, crop) {
      picture.setPicture(source, crop)
      renderer.initTexture(picture.texture)
    },
    clearPicture: () => picture.clear(),
    sync(scene, view, stillId) {
      spaceLayer.sync(scene, view)
      syncWall(scene.marks, stillId)
      if (stillId === undefined) tracked.sync(scene, view)
      isTrackedShown = stillId === undefined
    },
    placeStills: (seen) => tracked.place(seen),
    setPointer(author, at, colour: MarkColour) {
      const isSpace = at !== undefined && 'position' in at
      spaceLayer.setPointer(author, isSpace ? at : undefined, colour)
      wallLayer.setPointer(author, at === undefined || isSpace ? undefined : onWall(at, aspect), colour)
      if (at === undefined || isSpace) wallPointers.delete(author)
      else wallPointers.add(author)
    },
    draw(camera) {
      renderer.info.reset()
      renderer.clear()
      spaceLayer.object.visible = camera !== undefined
      renderer.sortObjects = spaceLayer.needsSorting
      if (camera !== undefined) {
        spaceCamera.set(camera)
        spaceLayer.update(spaceCamera.three, height)
      }
      renderer.render(space, spaceCamera.three)
      if (isTrackedShown && !tracked.isEmpty) tracked.draw(renderer, aspect, height)
      if (onStill || wallPointers.size > 0) {
        renderer.clearDepth()
        wallLayer.update(wallCamera.three, height)
        renderer.render(wall, wallCamera.three)
      }
    },
    get drawCalls() {
      return renderer.info.render.calls
    },
    get memory() {
      const { memory, programs } = renderer.info
      return {
        geometries: memory.geometries,
        textures: memory.textures,
        programs: programs?.length ?? 0,
      }
    },
    dispose() {
      spaceLayer.dispose()
      wallLayer.dispose()
      tracked.dispose()
      picture.dispose()
      renderer.dispose()
    },
  })
}

function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer | undefined {
  // Asked first on a canvas of its own: three logs an error, and a failed try would spoil the real canvas for a 2D context.
  const probe = document.createElement('canvas').getContext('webgl2')
  if (probe === null) return undefined
  probe.getExtension('WEBGL_lose_context')?.loseContext()
  try {
    const renderer = new WebGLRenderer({
      canvas,
      antialias: true,
      alpha: false,
      // Page scripts, the film and the still read the canvas whenever they like, not only within the frame that drew it.
      preserveDrawingBuffer: true,
      powerPreference: 'high-performance',
    })
    renderer.autoClear = false
    renderer.info.autoReset = false
    renderer.setPixelRatio(1)
    // Models that are cut open.
    renderer.localClippingEnabled = true
    return renderer
  } catch {
    return undefined
  }
}
