import * as z from 'zod/mini'

const extensions = z.optional(z.record(z.string(), z.unknown()))
const index = z.int().check(z.gte(0))

/** As much of a glTF 2.0 file's description as has to be known before it is unpacked. The loader reads the rest. */
const GltfJson = z.object({
  asset: z.object({ version: z.string() }),
  extensionsUsed: z.optional(z.array(z.string())),
  extensionsRequired: z.optional(z.array(z.string())),
  accessors: z.optional(z.array(z.object({ count: index }))),
  bufferViews: z.optional(
    z.array(z.object({ buffer: index, byteOffset: z.optional(index), byteLength: index, extensions })),
  ),
  buffers: z.optional(z.array(z.object({ uri: z.optional(z.string()), extensions }))),
  images: z.optional(z.array(z.object({ uri: z.optional(z.string()), bufferView: z.optional(index) }))),
  meshes: z.optional(
    z.array(
      z.object({
        primitives: z.array(
          z.object({
            attributes: z.record(z.string(), index),
            indices: z.optional(index),
            mode: z.optional(z.int()),
          }),
        ),
      }),
    ),
  ),
  nodes: z.optional(z.array(z.object({ mesh: z.optional(index), extensions }))),
})
export type GltfJson = z.infer<typeof GltfJson>

export interface GltfFile {
  readonly json: GltfJson
  /** The binary part of a GLB, the bytes of its first buffer; empty when there is none. */
  readonly binary: Uint8Array
}

const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

/**
 * What a file says of itself. `foreign`: it is something else, or glTF of another version. `damaged`: it begins as glTF and does not go on
 * so. Source: Khronos, glTF 2.0 Specification, chapters 4 and 5.
 */
export function readGltf(file: ArrayBuffer): GltfFile | 'foreign' | 'damaged' {
  const isBinary = file.byteLength >= 4 && new DataView(file).getUint32(0, true) === MAGIC
  const parts = isBinary ? chunksOf(file) : { text: new Uint8Array(file), binary: new Uint8Array() }
  if (parts === undefined) return 'damaged'
  if (!isBinary && firstSign(parts.text) !== '{') return 'foreign'
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(parts.text))
  } catch {
    return 'damaged'
  }
  const parsed = GltfJson.safeParse(value)
  if (!parsed.success) return isBinary || hasAsset(value) ? 'damaged' : 'foreign'
  return parsed.data.asset.version.startsWith('2.') ? { json: parsed.data, binary: parts.binary } : 'foreign'
}

/** Of a GLB: 12 bytes of header, then chunks of length, kind and content; the first is the description. */
function chunksOf(file: ArrayBuffer): { text: Uint8Array; binary: Uint8Array } | undefined {
  const view = new DataView(file)
  if (file.byteLength < 20 || view.getUint32(8, true) > file.byteLength) return undefined
  const length = view.getUint32(12, true)
  if (view.getUint32(16, true) !== JSON_CHUNK || 20 + length > file.byteLength) return undefined
  const text = new Uint8Array(file, 20, length)
  const next = 20 + length
  if (next + 8 > file.byteLength || view.getUint32(next + 4, true) !== BINARY_CHUNK)
    return { text, binary: new Uint8Array() }
  const size = view.getUint32(next, true)
  return next + 8 + size > file.byteLength
    ? undefined
    : { text, binary: new Uint8Array(file, next + 8, size) }
}

function firstSign(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64)).trim().charAt(0)
}

function hasAsset(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'asset' in value
}
