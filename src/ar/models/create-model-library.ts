import { LoadingManager, Mesh, type Object3D } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js'
import { clone } from 'three/addons/utils/SkeletonUtils.js'
import { createValue } from '#domain/engine.ts'
import { GalleryIndex, type GalleryModel, modelPath, MODELS_INDEX_PATH } from '#domain/media.ts'
import { fail, type Outcome, type Problem, succeed } from '#domain/problem.ts'
import { dressModel, undressModel } from './dress-model.ts'
import type { ModelLibrary } from './model-library.ts'
import { createStudio } from './studio.ts'

export interface ModelLibraryOptions {
  /** How files of the own origin are fetched. */
  readonly fetch?: (path: string) => Promise<Response>
}

const sentences = {
  index: 'The gallery cannot be reached. Check the connection, then place the model again.',
  unknown: 'This model is not in the gallery any more. Remove it or choose another one.',
  unreachable: 'This model could not be fetched. Check the connection, then place it again.',
  damaged: "This model's file is damaged. Ask an owner of the workspace to upload it again, or choose another one.",
}

export function createModelLibrary(options: ModelLibraryOptions = {}): ModelLibrary {
  const request = options.fetch ?? ((path: string) => fetch(path))
  const studio = createStudio()
  const failures = createValue<ReadonlyMap<string, Problem>>(new Map())
  const originals = new Map<string, Promise<Outcome<Object3D>>>()
  const loaded = new Set<Object3D>()
  let index: Promise<Outcome<readonly GalleryModel[]>> | undefined
  let disposed = false

  async function fetchIndex(): Promise<Outcome<readonly GalleryModel[]>> {
    try {
      const response = await request(MODELS_INDEX_PATH)
      const parsed = GalleryIndex.safeParse(response.ok ? await response.json() : undefined)
      if (parsed.success) return succeed(parsed.data)
    } catch {
      // The sentence below says what to do; what exactly the network said helps nobody.
    }
    index = undefined
    return fail('server-gone', sentences.index)
  }

  async function load(modelId: string): Promise<Outcome<Object3D>> {
    const listed = await library.index()
    if (!listed.ok) return listed
    if (!listed.value.some((model) => model.id === modelId)) return fail('not-found', sentences.unknown)
    const file = await fetchFile(modelPath(modelId))
    if (!file.ok) return file
    try {
      const gltf = await createLoader().parseAsync(file.value, '')
      dressModel(gltf.scene, studio)
      if (disposed) undressModel(gltf.scene)
      else loaded.add(gltf.scene)
      return hasMesh(gltf.scene) ? succeed(gltf.scene) : fail('bad-request', sentences.damaged)
    } catch {
      return fail('bad-request', sentences.damaged)
    }
  }

  async function fetchFile(path: string): Promise<Outcome<ArrayBuffer>> {
    try {
      const response = await request(path)
      if (response.status === 404) return fail('not-found', sentences.unknown)
      if (response.ok) return succeed(await response.arrayBuffer())
    } catch {
      // As above.
    }
    return fail('server-gone', sentences.unreachable)
  }

  const library: ModelLibrary = {
    failures,
    index: () => (index ??= fetchIndex()),
    async instantiate(modelId) {
      let original = originals.get(modelId)
      if (original === undefined) {
        original = load(modelId)
        originals.set(modelId, original)
      }
      const outcome = await original
      const known = new Map(failures.snapshot())
      if (outcome.ok) {
        if (known.delete(modelId)) failures.set(known)
        return succeed(clone(outcome.value))
      }
      // The next placement tries again.
      originals.delete(modelId)
      if (known.get(modelId)?.sentence !== outcome.problem.sentence) {
        failures.set(known.set(modelId, outcome.problem))
      }
      return outcome
    },
    dispose() {
      disposed = true
      for (const model of loaded) undressModel(model)
      studio.dispose()
      originals.clear()
    },
  }
  return library
}

/** A model brings everything along in its own file; an address in it, of whatever host, is refused. */
function createLoader(): GLTFLoader {
  const manager = new LoadingManager()
  manager.setURLModifier((url) => {
    if (url.startsWith('blob:') || url.startsWith('data:')) return url
    throw new Error('A model may not refer to other files')
  })
  return new GLTFLoader(manager).setMeshoptDecoder(MeshoptDecoder)
}

function hasMesh(model: Object3D): boolean {
  let found = false
  model.traverse((part) => {
    found ||= part instanceof Mesh
  })
  return found
}
