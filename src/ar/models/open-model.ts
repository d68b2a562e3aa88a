import { LoadingManager, Mesh, type Object3D } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { fail, type Outcome, succeed } from '#domain/problem.ts'
import { createDecoders, type DeviceFormats } from './decoders.ts'
import { undressModel } from './dress-model.ts'
import { readGltf } from './gltf-file.ts'
import { factsOf } from './model-facts.ts'
import { modelSentences as sentences } from './model-sentences.ts'
import { MAX_TRIANGLES, refuseModel } from './weigh-model.ts'

/** A model that is not unpacked after this long never will be: a decoder's worker that fails to start says nothing. In milliseconds. */
const UNPACK_WITHIN_MS = 60_000

/** Reads a whole glTF or GLB file. Never rejects; an abort ends the decoders at once. */
export async function openModel(
  file: ArrayBuffer,
  signal: AbortSignal,
  formats: DeviceFormats,
): Promise<Outcome<Object3D>> {
  const gltf = readGltf(file)
  if (gltf === 'foreign' || gltf === 'damaged') return fail('bad-request', sentences[gltf])
  const refusal = refuseModel(gltf)
  if (refusal) return { ok: false, problem: refusal }

  const decoders = createDecoders(gltf.json, file.byteLength, formats)
  const loader = createLoader()
  try {
    await decoders.addTo(loader)
  } catch {
    decoders.close()
    return fail('server-gone', sentences.unreachable)
  }
  try {
    const loaded = await Promise.race([loader.parseAsync(file, ''), ending(signal)])
    if (loaded === undefined) return fail('server-error', sentences.stuck)
    const { scene, animations } = loaded
    scene.animations = animations
    const refused = signal.aborted ? sentences.unwanted : hasMesh(scene) ? tooHeavy(scene) : sentences.damaged
    if (refused === undefined) return succeed(scene)
    undressModel(scene)
    return fail('bad-request', refused)
  } catch {
    return fail('bad-request', sentences.damaged)
  } finally {
    decoders.close()
  }
}

/** What a packed shape holds is known for certain only now. */
function tooHeavy(scene: Object3D): string | undefined {
  return factsOf(scene).triangles > MAX_TRIANGLES ? sentences.heavyShape : undefined
}

function ending(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const end = (): void => resolve(undefined)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    AbortSignal.timeout(UNPACK_WITHIN_MS).addEventListener('abort', end, { once: true })
  })
}

/** A model brings everything along in its own file; an address in it, of whatever host, is refused. */
function createLoader(): GLTFLoader {
  const manager = new LoadingManager()
  manager.setURLModifier((url) => {
    if (url.startsWith('blob:') || url.startsWith('data:')) return url
    throw new Error('A model may not refer to other files')
  })
  return new GLTFLoader(manager)
}

function hasMesh(model: Object3D): boolean {
  let found = false
  model.traverse((part) => {
    found ||= part instanceof Mesh
  })
  return found
}
