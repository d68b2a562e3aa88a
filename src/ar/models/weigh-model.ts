import { fail, type Problem } from '#domain/problem.ts'
import type { GltfFile, GltfJson } from './gltf-file.ts'
import { imageSize } from './image-size.ts'
import { modelSentences as sentences } from './model-sentences.ts'

/** Most triangles: a phone of the middle class draws a million at about 20 frames a second and, with normals, needs 100 MB for them. */
export const MAX_TRIANGLES = 1_000_000

/**
 * Most pixels of all textures together, 8 of 2048 x 2048: 180 MB on the graphics card with their smaller copies. Browsers on phones end a
 * page at some hundreds. Packed ones (KTX2) count a quarter, which is what they take.
 */
const MAX_TEXTURE_PIXELS = 8 * 2048 * 2048

/** What the loader understands. A file that cannot be shown without anything else is told so, instead of being shown wrong. */
const KNOWN = new Set([
  'EXT_materials_bump',
  'EXT_mesh_gpu_instancing',
  'EXT_meshopt_compression',
  'EXT_texture_avif',
  'EXT_texture_webp',
  'KHR_draco_mesh_compression',
  'KHR_lights_punctual',
  'KHR_materials_anisotropy',
  'KHR_materials_clearcoat',
  'KHR_materials_diffuse_roughness',
  'KHR_materials_dispersion',
  'KHR_materials_emissive_strength',
  'KHR_materials_ior',
  'KHR_materials_iridescence',
  'KHR_materials_sheen',
  'KHR_materials_specular',
  'KHR_materials_transmission',
  'KHR_materials_unlit',
  'KHR_materials_volume',
  'KHR_mesh_quantization',
  'KHR_meshopt_compression',
  'KHR_texture_basisu',
  'KHR_texture_transform',
])

const TRIANGLES = 4
const STRIP = 5
const FAN = 6

/** What speaks against showing a model, by its own description, before anything of it is unpacked; undefined when nothing does. */
export function refuseModel(file: GltfFile): Problem | undefined {
  const { json } = file
  const unknown = json.extensionsRequired?.find((name) => !KNOWN.has(name))
  if (unknown !== undefined) return problemOf(sentences.unknownExtension(unknown))
  const uris = [...(json.buffers ?? []), ...(json.images ?? [])].map(({ uri }) => uri)
  if (uris.some((uri) => uri !== undefined && !uri.startsWith('data:'))) return problemOf(sentences.inPieces)
  if (
    trianglesOf(json) > MAX_TRIANGLES ||
    (json.accessors ?? []).some(({ count }) => count > MAX_TRIANGLES * 3)
  )
    return problemOf(sentences.heavyShape, 'too-large')
  if (texturePixels(file) > MAX_TEXTURE_PIXELS) return problemOf(sentences.heavyTextures, 'too-large')
  return undefined
}

function problemOf(sentence: string, code: 'bad-request' | 'too-large' = 'bad-request'): Problem | undefined {
  const outcome = fail(code, sentence)
  return outcome.ok ? undefined : outcome.problem
}

/** As drawn: a mesh that stands in ten nodes counts ten times. */
function trianglesOf({ nodes = [], meshes = [], accessors = [] }: GltfJson): number {
  const countOf = (accessor: number | undefined): number =>
    accessor === undefined ? 0 : (accessors[accessor]?.count ?? 0)
  const perMesh = meshes.map(({ primitives }) => {
    let triangles = 0
    for (const { attributes, indices, mode = TRIANGLES } of primitives) {
      const corners = countOf(indices ?? attributes['POSITION'])
      if (mode === TRIANGLES) triangles += corners / 3
      else if (mode === STRIP || mode === FAN) triangles += Math.max(0, corners - 2)
    }
    return triangles
  })
  let all = 0
  for (const { mesh, extensions } of nodes) {
    if (mesh !== undefined)
      all += (perMesh[mesh] ?? 0) * instancesOf(extensions?.['EXT_mesh_gpu_instancing'], countOf)
  }
  return all
}

function instancesOf(instancing: unknown, countOf: (accessor: number) => number): number {
  if (typeof instancing !== 'object' || instancing === null || !('attributes' in instancing)) return 1
  const counts = Object.values(instancing.attributes ?? {}).map((accessor: unknown) =>
    typeof accessor === 'number' ? countOf(accessor) : 0,
  )
  return Math.max(1, ...counts)
}

function texturePixels({ json, binary }: GltfFile): number {
  let pixels = 0
  for (const { uri, bufferView } of json.images ?? []) {
    const view = bufferView === undefined ? undefined : json.bufferViews?.[bufferView]
    const holder = view && json.buffers?.[view.buffer]?.uri
    const start = view?.byteOffset ?? 0
    const bytes = (uri ?? holder) ? unpackUri(uri ?? holder ?? '') : binary
    const found = imageSize(
      view && uri === undefined ? bytes.subarray(start, start + view.byteLength) : bytes,
    )
    if (found) pixels += (found.width * found.height) / (found.isPacked ? 4 : 1)
  }
  return pixels
}

/** The bytes of a `data:` address; none of one that is not in base64 or not right. */
function unpackUri(uri: string): Uint8Array {
  const start = uri.indexOf(';base64,')
  if (start < 0) return new Uint8Array()
  try {
    return Uint8Array.from(atob(uri.slice(start + 8)), (sign) => sign.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
