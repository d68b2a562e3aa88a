import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type GltfFile, type GltfJson, readGltf } from '#ar/models/gltf-file.ts'
import { imageSize } from '#ar/models/image-size.ts'
import { refuseModel } from '#ar/models/weigh-model.ts'

const bytesOf = (text: string): ArrayBuffer => new Uint8Array(new TextEncoder().encode(text)).buffer
const glb = (name: string): ArrayBuffer =>
  new Uint8Array(readFileSync(`tests/ar/models/files/${name}.glb`)).buffer
const gltf = (more: Partial<GltfJson>, binary = new Uint8Array()): GltfFile => ({
  json: { asset: { version: '2.0' }, ...more },
  binary,
})

/** A PNG's first bytes: what says how large it is. */
function pngHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

describe('a model’s file before it is unpacked', () => {
  it.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]).buffer, 'foreign'],
    ['nothing', new ArrayBuffer(0), 'foreign'],
    ['a shape of another kind', bytesOf('# Blender\nv 0 0 0'), 'foreign'],
    ['some other JSON', bytesOf('{"name":"package"}'), 'foreign'],
    ['glTF 1.0', bytesOf('{"asset":{"version":"1.0"}}'), 'foreign'],
    ['JSON that breaks off', bytesOf('{"asset":{"version":'), 'damaged'],
    ['a description of nonsense', bytesOf('{"asset":{"version":"2.0"},"meshes":7}'), 'damaged'],
    ['a GLB that breaks off', glb('plain').slice(0, 3000), 'damaged'],
    ['the head of a GLB', glb('plain').slice(0, 10), 'damaged'],
  ] as const)('[MW1] %s', (_, file, expected) => {
    expect(readGltf(file)).toBe(expected)
  })

  it('[MW1] a GLB in every packing is read and let through', () => {
    for (const name of ['plain', 'draco', 'meshopt', 'ktx2', 'webp']) {
      const file = readGltf(glb(name))
      expect(typeof file === 'object' ? refuseModel(file) : file).toBeUndefined()
    }
  })

  const triangle = { primitives: [{ attributes: { POSITION: 0 } }] }
  it.each<readonly [string, GltfFile, RegExp]>([
    [
      'nothing heavy',
      gltf({ meshes: [triangle], nodes: [{ mesh: 0 }], accessors: [{ count: 3 }] }),
      /^shown$/,
    ],
    [
      'a million triangles and one',
      gltf({ meshes: [triangle], nodes: [{ mesh: 0 }], accessors: [{ count: 3_000_003 }] }),
      /million triangles/,
    ],
    [
      'a mesh that stands in eleven nodes',
      gltf({
        meshes: [triangle],
        nodes: Array.from({ length: 11 }, () => ({ mesh: 0 })),
        accessors: [{ count: 300_000 }],
      }),
      /million triangles/,
    ],
    [
      'a mesh that is drawn a million times',
      gltf({
        meshes: [triangle],
        nodes: [{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 1 } } } }],
        accessors: [{ count: 6 }, { count: 1_000_000 }],
      }),
      /million triangles/,
    ],
    [
      'a picture that unpacks to a gigabyte',
      gltf(
        {
          images: [{ bufferView: 0 }],
          bufferViews: [{ buffer: 0, byteLength: 64 }],
          buffers: [{}],
        },
        pngHead(16_384, 16_384),
      ),
      /33 million pixels/,
    ],
    [
      'the same written into the description',
      gltf({
        images: [{ uri: `data:image/png;base64,${btoa(String.fromCharCode(...pngHead(16_384, 16_384)))}` }],
      }),
      /33 million pixels/,
    ],
    ['a part elsewhere', gltf({ buffers: [{ uri: 'part.bin' }] }), /refers to other files/],
    [
      'a picture elsewhere',
      gltf({ images: [{ uri: 'https://example.invalid/a.png' }] }),
      /refers to other files/,
    ],
    ['what nobody knows', gltf({ extensionsRequired: ['EXT_of_tomorrow'] }), /needs EXT_of_tomorrow/],
    ['what somebody may do without', gltf({ extensionsUsed: ['EXT_of_tomorrow'] }), /^shown$/],
  ])('[MW2] %s', (_, file, expected) => {
    expect(refuseModel(file)?.sentence ?? 'shown').toMatch(expected)
  })

  const riff = (kind: string, rest: readonly number[]): Uint8Array => {
    const head = new TextEncoder().encode('RIFF')
    const name = new TextEncoder().encode(`WEBP${kind}`)
    return new Uint8Array([...head, 0, 0, 0, 0, ...name, 0, 0, 0, 0, ...rest, ...Array<number>(16).fill(0)])
  }
  it.each<readonly [string, Uint8Array, readonly [number, number] | undefined]>([
    ['PNG', pngHead(300, 200), [300, 200]],
    [
      'JPEG, behind a comment',
      new Uint8Array([
        0xff,
        0xd8,
        0xff,
        0xfe,
        0,
        4,
        9,
        9,
        0xff,
        0xc4,
        0,
        3,
        1,
        0xff,
        0xc0,
        0,
        17,
        8,
        0,
        200,
        1,
        44,
        3,
        ...Array<number>(20).fill(0),
      ]),
      [300, 200],
    ],
    ['WebP, lossy', riff('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 44, 1, 200, 0]), [300, 200]],
    ['WebP, lossless', riff('VP8L', [0x2f, 43, 193, 49, 0]), [300, 200]],
    ['WebP, extended', riff('VP8X', [0, 0, 0, 0, 43, 1, 0, 199, 0, 0]), [300, 200]],
    ['text', new TextEncoder().encode('only words, and enough of them for a picture'), undefined],
    ['too little', new Uint8Array(8), undefined],
  ])('[MW3] the size of %s', (_, bytes, expected) => {
    const found = imageSize(bytes)
    expect(found && [found.width, found.height]).toEqual(expected)
  })
})
