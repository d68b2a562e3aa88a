import { LoadingManager, WebGLRenderer } from 'three'
import type { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import type { KTX2LoaderWorkerConfig } from 'three/addons/loaders/KTX2Loader.js'
/* Files of the three package, served by our own server under names that hold their hash: nothing comes from elsewhere. */
import basisJs from 'three/addons/libs/basis/basis_transcoder.js?url'
import basisWasm from 'three/addons/libs/basis/basis_transcoder.wasm?url'
import dracoWasm from 'three/addons/libs/draco/gltf/draco_decoder.wasm?url'
import dracoJs from 'three/addons/libs/draco/gltf/draco_wasm_wrapper.js?url'
import type { GltfJson } from './gltf-file.ts'

/** Workers of each decoder: a phone has few fast cores, and every worker holds a copy of the decoder in memory. */
const WORKERS = 2

/**
 * From this many packed bytes on meshopt unpacks in a worker: below, the main thread is done (a few milliseconds) before a worker has
 * started.
 */
const MESHOPT_IN_WORKER_BYTES = 1_000_000

/** The decoders that one file needs, fetched only for it. */
export interface Decoders {
  /** Before the file is read. Rejects when a decoder cannot be fetched. */
  addTo(loader: GLTFLoader): Promise<void>
  /** Ends the workers, also in the middle of their work: what was asked of them is never answered then. */
  close(): void
}

/** What this device's graphics card takes, once it was asked; kept from load to load. */
export interface DeviceFormats {
  packed: KTX2LoaderWorkerConfig | undefined
}

export function createDecoders(
  { extensionsUsed = [] }: GltfJson,
  fileBytes: number,
  formats: DeviceFormats,
): Decoders {
  const uses = new Set(extensionsUsed)
  const closers: (() => void)[] = []

  async function addDraco(loader: GLTFLoader): Promise<void> {
    const [{ DRACOLoader }] = await Promise.all([
      import('three/addons/loaders/DRACOLoader.js'),
      mustBeThere(dracoJs),
      mustBeThere(dracoWasm),
    ])
    const draco = new DRACOLoader().setDecoderPath({ js: dracoJs, wasm: dracoWasm }).setWorkerLimit(WORKERS)
    closers.push(() => draco.dispose())
    loader.setDRACOLoader(draco)
  }

  async function addKtx2(loader: GLTFLoader): Promise<void> {
    const [{ KTX2Loader }] = await Promise.all([
      import('three/addons/loaders/KTX2Loader.js'),
      mustBeThere(basisJs),
      mustBeThere(basisWasm),
    ])
    // The loader asks for two fixed names in a folder; ours hold a hash.
    const manager = new LoadingManager()
    manager.setURLModifier((url) => {
      if (url.startsWith('blob:')) return url
      return url.endsWith('.wasm') ? basisWasm : basisJs
    })
    const ktx2 = new KTX2Loader(manager).setTranscoderPath('/').setWorkerLimit(WORKERS)
    if (formats.packed) ktx2.workerConfig = formats.packed
    else {
      // The same for every context, so a passing one is asked.
      const probe = new WebGLRenderer({ canvas: document.createElement('canvas') })
      formats.packed = ktx2.detectSupport(probe).workerConfig
      probe.dispose()
      probe.forceContextLoss()
    }
    closers.push(() => ktx2.dispose())
    loader.setKTX2Loader(ktx2)
  }

  async function addMeshopt(loader: GLTFLoader): Promise<void> {
    const { MeshoptDecoder } = await import('three/addons/libs/meshopt_decoder.module.js')
    if (fileBytes >= MESHOPT_IN_WORKER_BYTES) {
      /* oxlint-disable react/rules-of-hooks -- not a hook of React, only a name like one */
      MeshoptDecoder.useWorkers(WORKERS)
      closers.push(() => MeshoptDecoder.useWorkers(0))
      /* oxlint-enable react/rules-of-hooks */
    }
    loader.setMeshoptDecoder(MeshoptDecoder)
  }

  return {
    async addTo(loader) {
      const wanted: Promise<void>[] = []
      if (uses.has('KHR_draco_mesh_compression')) wanted.push(addDraco(loader))
      if (uses.has('KHR_texture_basisu')) wanted.push(addKtx2(loader))
      if (uses.has('EXT_meshopt_compression') || uses.has('KHR_meshopt_compression'))
        wanted.push(addMeshopt(loader))
      await Promise.all(wanted)
    },
    close() {
      for (const close of closers.splice(0)) close()
    },
  }
}

/** Into the browser's cache, where the loader finds it: its own failure to fetch looks like a damaged model. */
async function mustBeThere(url: string): Promise<void> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The decoder ${url} is not there`)
  await response.arrayBuffer()
}
