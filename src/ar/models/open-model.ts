import { LoadingManager, Mesh, type Object3D } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js'
import { fail, type Outcome, succeed } from '#domain/problem.ts'
import { undressModel } from './dress-model.ts'
import { modelSentences as sentences } from './model-sentences.ts'

/** Reads a whole glTF or GLB file. Never rejects. */
export async function openModel(file: ArrayBuffer, signal: AbortSignal): Promise<Outcome<Object3D>> {
  try {
    const { scene, animations } = await createLoader().parseAsync(file, '')
    scene.animations = animations
    if (!signal.aborted && hasMesh(scene)) return succeed(scene)
    undressModel(scene)
    return fail('bad-request', sentences.damaged)
  } catch {
    return fail('bad-request', sentences.damaged)
  }
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
