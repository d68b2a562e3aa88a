import { ModelViewerElement } from '@google/model-viewer'
import { DirectionalLight, HemisphereLight, PerspectiveCamera, Scene, WebGLRenderer } from 'three'
import { DRACOLoader } from 'three/addons/loaders/DRACOLoader.js'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js'
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js'
import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { createCompositor } from '#ar/compositor/create-compositor.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { type Camera, projectionOf } from '#domain/geometry.ts'
import { modelPath } from '#domain/media.ts'
import type { Placement } from '#domain/placement.ts'
import { emptyScene } from '#domain/scene.ts'

/* Each way is set up as it stands before somebody chooses a model: page, code and WebGL context are there, no model and no decoder is. */

/* Small, since without a graphics card every pixel is the processor's work, and loading is what is measured. */
const WIDTH = 320
const HEIGHT = 240
const SPACE = '00000000-0000-4000-8000-00000000005a'
const PLACED = '00000000-0000-4000-8000-000000000001'

/** Decoders as the server of the bench gives them: the same files as ours. */
const DRACO = '/decoders/draco/'
const BASIS = '/decoders/basis/'

/** One way to show a model: made before the choice; `choose` starts, `canvas` is what a person would look at. */
interface Way {
  choose(name: string): void
  /** Called each animation frame. */
  draw(): void
  canvas(): HTMLCanvasElement | undefined
}

export type WayName = 'ours' | 'bare GLTFLoader' | 'model-viewer'

function sized(canvas: HTMLCanvasElement): HTMLCanvasElement {
  canvas.width = WIDTH
  canvas.height = HEIGHT
  document.body.append(canvas)
  return canvas
}

/** From 0.55 m, slightly from above, at the middle of the bench's model. */
function viewCamera(): PerspectiveCamera {
  const camera = new PerspectiveCamera(40, WIDTH / HEIGHT, 0.02, 100)
  camera.position.set(0, 0.45, 0.75)
  camera.lookAt(0, 0.12, 0)
  camera.updateMatrixWorld()
  return camera
}

function ours(): Way {
  const models = createModelLibrary()
  const outcome = createCompositor({ canvas: sized(document.createElement('canvas')), models })
  if (!outcome.ok) throw new Error(outcome.problem.sentence)
  const compositor = outcome.value
  compositor.setSize(WIDTH, HEIGHT)
  const grey = document.createElement('canvas')
  grey.width = 16
  grey.height = 16
  const view = viewCamera()
  const { x, y, z, w } = view.quaternion
  const camera: Camera = {
    pose: { position: view.position.toArray(), orientation: [x, y, z, w] },
    projection: projectionOf(view.projectionMatrix.elements),
  }
  let scene = emptyScene
  return {
    choose(modelId) {
      const placement: Placement = {
        id: PLACED,
        author: PLACED,
        at: 0,
        modelId,
        spaceId: SPACE,
        quality: 'depth',
        pose: { position: [0, 0, 0], orientation: [0, 0, 0, 1] },
        scale: 1,
      }
      scene = { ...emptyScene, placements: new Map([[PLACED, placement]]) }
    },
    draw() {
      compositor.setPicture(grey, WHOLE_PICTURE)
      compositor.sync(scene, { spaceId: SPACE }, undefined)
      compositor.draw(camera)
    },
    // What stands in while it loads is not the model.
    canvas: () => (models.progress.snapshot().size === 0 && isLoaded() ? compositor.canvas : undefined),
  }
  function isLoaded(): boolean {
    for (const id of scene.placements.values()) return models.facts(id.modelId).snapshot() !== undefined
    return false
  }
}

function bare(): Way {
  const canvas = sized(document.createElement('canvas'))
  const renderer = new WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true })
  renderer.setSize(WIDTH, HEIGHT, false)
  const camera = viewCamera()
  const scene = new Scene()
  scene.add(new HemisphereLight(0xffffff, 0x8f8a84, 1), new DirectionalLight(0xffffff, 1.5))
  const loader = new GLTFLoader()
    .setDRACOLoader(new DRACOLoader().setDecoderPath(DRACO))
    .setKTX2Loader(new KTX2Loader().setTranscoderPath(BASIS).detectSupport(renderer))
    .setMeshoptDecoder(MeshoptDecoder)
  return {
    choose: (name) => loader.load(modelPath(name), ({ scene: model }) => scene.add(model)),
    draw: () => renderer.render(scene, camera),
    canvas: () => canvas,
  }
}

function modelViewer(): Way {
  // Its third decoder is named in the page, before it is imported: later it is not asked again.
  ModelViewerElement.dracoDecoderLocation = DRACO
  ModelViewerElement.meshoptDecoderLocation = '/decoders/meshopt_decoder.js'
  const element = new ModelViewerElement()
  element.style.cssText = `display:block;width:${WIDTH}px;height:${HEIGHT}px`
  element.setAttribute('loading', 'eager')
  element.setAttribute('interaction-prompt', 'none')
  document.body.append(element)
  return {
    choose: (name) => void (element.src = modelPath(name)),
    draw: () => undefined,
    canvas() {
      const shown = element.loaded ? element.shadowRoot?.querySelector('#webgl-canvas') : undefined
      return shown instanceof HTMLCanvasElement ? shown : undefined
    },
  }
}

const ways: Readonly<Record<WayName, () => Way>> = {
  ours,
  'bare GLTFLoader': bare,
  'model-viewer': modelViewer,
}

const probe = document.createElement('canvas')
probe.width = 8
probe.height = 8

/** Whether the canvas shows something in its middle. Reading it back waits until it is really drawn. */
function showsModel(canvas: HTMLCanvasElement): boolean {
  const context = probe.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('This browser has no 2D canvas')
  context.clearRect(0, 0, 8, 8)
  context.drawImage(
    canvas,
    canvas.width * 0.3,
    canvas.height * 0.35,
    canvas.width * 0.4,
    canvas.height * 0.3,
    0,
    0,
    8,
    8,
  )
  const { data } = context.getImageData(0, 0, 8, 8)
  let lit = 0
  for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 40 && (data[i + 3] ?? 0) > 200) lit++
  return lit > 20
}

/** Milliseconds from the choice of a model until a frame shows it. */
async function time(wayName: WayName, model: string): Promise<number> {
  const way = ways[wayName]()
  const frame = (): Promise<number> => new Promise((next) => requestAnimationFrame(next))
  for (let i = 0; i < 5; i++) {
    await frame()
    way.draw()
  }
  const start = performance.now()
  way.choose(model)
  for (;;) {
    await frame()
    way.draw()
    const canvas = way.canvas()
    if (canvas && showsModel(canvas)) return performance.now() - start
  }
}

declare global {
  interface Window {
    readonly timeModel?: typeof time
  }
}

Object.assign(window, { timeModel: time })
