import { WebGLRenderer } from 'three'
import type { Camera } from '#domain/geometry.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { createCompositor } from '#ar/compositor/create-compositor.ts'
import { createSceneCamera } from '#ar/compositor/scene-camera.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { createNaiveScene } from './naive-scene.ts'
import { createThreeScene } from './three-scene.ts'
import { makeCameras, makeScene, markOf, SPACE, strokeOf } from './make-scene.ts'

/** Small: what is measured is the work of the processor's one thread, not of a software renderer's pixels. */
const WIDTH = 160
const HEIGHT = 90

/** `empty`: three with nothing to draw; `three`: three with as many objects as ours draws, and nothing else. */
export type Way = 'ours' | 'naive' | 'three' | 'empty'

/** Draw calls of ours with all kinds of marks in the scene, the camera's picture among them. */
const OUR_CALLS = 7

export interface Frames {
  /** Milliseconds of script for each frame. */
  readonly ms: readonly number[]
  readonly drawCalls: number
}

/** What the bench calls from outside of the page. */
interface SceneBench {
  /** Makes the scene and draws it once; the milliseconds that took. */
  prepare(way: Way, count: number): Promise<number>
  /** Draws that many frames, one after the other was really drawn. */
  frames(count: number): Promise<Frames>
  /** Only draws, without keeping anything: for counting garbage. */
  spin(count: number): Promise<void>
  /** A stroke grows in a scene that is there, frame by frame. Ours alone. */
  grow(count: number): Promise<readonly number[]>
  close(): void
}

declare global {
  interface Window {
    sceneBench?: SceneBench
  }
}

interface Drawing {
  draw(camera: Camera): void
  sync(scene: SceneState): void
  readonly drawCalls: number
  close(): void
}

function ours(canvas: HTMLCanvasElement): Drawing {
  const models = createModelLibrary()
  const made = createCompositor({ canvas, models })
  if (!made.ok) throw new Error(made.problem.sentence)
  const compositor = made.value
  const grey = document.createElement('canvas')
  grey.width = WIDTH
  grey.height = HEIGHT
  grey.getContext('2d')?.fillRect(0, 0, WIDTH, HEIGHT)
  compositor.setSize(WIDTH, HEIGHT)
  compositor.setPicture(grey, WHOLE_PICTURE)
  const view = { spaceId: SPACE }
  let shown = emptyScene
  return {
    sync(scene) {
      shown = scene
    },
    draw(camera) {
      // As the live view does for every frame, whether anything changed or not.
      compositor.sync(shown, view, undefined)
      compositor.draw(camera)
    },
    // The camera's picture is not a mark.
    get drawCalls() {
      return compositor.drawCalls - 1
    },
    close() {
      compositor.dispose()
      models.dispose()
    },
  }
}

function naive(canvas: HTMLCanvasElement): Drawing {
  const renderer = new WebGLRenderer({ canvas, antialias: true })
  renderer.setSize(WIDTH, HEIGHT, false)
  const camera = createSceneCamera()
  let scene = createNaiveScene(emptyScene)
  return {
    sync(state) {
      scene = createNaiveScene(state)
    },
    draw(seenBy) {
      camera.set(seenBy)
      renderer.render(scene, camera.three)
    },
    get drawCalls() {
      return renderer.info.render.calls
    },
    close: () => renderer.dispose(),
  }
}

function bareThree(canvas: HTMLCanvasElement, objects: number): Drawing {
  const made = createThreeScene(canvas, objects)
  const camera = createSceneCamera()
  return {
    sync: () => undefined,
    draw(seenBy) {
      camera.set(seenBy)
      made.draw(camera.three)
    },
    get drawCalls() {
      return made.drawCalls
    },
    close: made.close,
  }
}

const makers: Readonly<Record<Way, (canvas: HTMLCanvasElement) => Drawing>> = {
  ours,
  naive,
  three: (on) => bareThree(on, OUR_CALLS),
  empty: (on) => bareThree(on, 0),
}

const cameras = makeCameras(WIDTH / HEIGHT)
let drawing: Drawing | undefined
let canvas = document.createElement('canvas')
let frame = 0

function next(): Camera {
  frame = (frame + 1) % cameras.length
  const camera = cameras[frame]
  if (camera === undefined) throw new Error('No camera')
  return camera
}

/**
 * The graphics side gets every call, and of each call draws only the first instance and no pixel: a software renderer takes seconds for the
 * instances of a thousand marks, and none of that is script.
 */
function leaveOutPixels(): void {
  const context = canvas.getContext('webgl2')
  if (context === null) return
  context.enable(context.RASTERIZER_DISCARD)
  const draw = context.drawElementsInstanced.bind(context)
  context.drawElementsInstanced = (mode, count, type, offset, instances) =>
    draw(mode, count, type, offset, Math.min(1, instances))
}

/** Hands over what has gathered, so that no frame does it for the ones before. */
function flush(): void {
  canvas.getContext('webgl2')?.flush()
}

const presented = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))

function started(): Drawing {
  if (drawing === undefined) throw new Error('Nothing was prepared')
  return drawing
}

window.sceneBench = {
  async prepare(way, count) {
    canvas.remove()
    canvas = document.createElement('canvas')
    document.body.append(canvas)
    const made = makers[way](canvas)
    drawing = made
    leaveOutPixels()
    // The programs are compiled before the clock starts: once for a page, not once for a scene.
    if (way === 'ours') made.sync(makeScene(10))
    made.draw(next())
    flush()
    const scene = makeScene(count)
    const start = performance.now()
    made.sync(scene)
    made.draw(next())
    const took = performance.now() - start
    flush()
    await presented()
    return took
  },
  async frames(count) {
    const made = started()
    const ms: number[] = []
    for (let n = 0; n < count; n++) {
      await presented()
      const start = performance.now()
      made.draw(next())
      ms.push(performance.now() - start)
      flush()
    }
    return { ms, drawCalls: made.drawCalls }
  },
  async spin(count) {
    const made = started()
    for (let n = 0; n < count; n++) {
      made.draw(next())
      if (n % 8 === 7) flush()
    }
    await presented()
  },
  async grow(count) {
    const made = started()
    const standing = makeScene(1000)
    const ms: number[] = []
    for (let n = 2; n < count + 2; n++) {
      // The stroke stands in the middle of the scene's order, as another person's marks come after it.
      const live = { ...markOf(500), shape: { tool: 'freehand' as const, points: [...strokeOf(n)] } }
      const scene = { ...standing, marks: new Map(standing.marks).set(live.id, live) }
      await presented()
      const start = performance.now()
      made.sync(scene)
      made.draw(next())
      ms.push(performance.now() - start)
      flush()
    }
    return ms
  },
  close() {
    drawing?.close()
    drawing = undefined
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
  },
}
