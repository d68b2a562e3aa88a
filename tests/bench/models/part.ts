import { deflateSync } from 'node:zlib'
import { type Accessor, Document, NodeIO } from '@gltf-transform/core'

/** Quads around the ring and across its rim: 15,360 triangles, as a machine part of a product catalogue has. */
const AROUND = 120
const ACROSS = 64
/** Edge of its picture, in pixels. */
const TEXTURE = 512

/** A knurled ring with a brushed surface, as a plain GLB. files/ holds the same, packed (see its README). */
export async function writePart(): Promise<Uint8Array> {
  const document = new Document()
  const buffer = document.createBuffer()
  const accessor = (type: 'VEC2' | 'VEC3' | 'SCALAR', array: Float32Array | Uint16Array): Accessor =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer)
  const { positions, normals, uvs, indices } = ring()
  const picture = document.createTexture('brushed').setImage(brushed()).setMimeType('image/png')
  const metal = document
    .createMaterial('metal')
    .setBaseColorTexture(picture)
    .setRoughnessFactor(0.5)
    .setMetallicFactor(0.6)
  const primitive = document
    .createPrimitive()
    .setMaterial(metal)
    .setAttribute('POSITION', accessor('VEC3', new Float32Array(positions)))
    .setAttribute('NORMAL', accessor('VEC3', new Float32Array(normals)))
    .setAttribute('TEXCOORD_0', accessor('VEC2', new Float32Array(uvs)))
    .setIndices(accessor('SCALAR', new Uint16Array(indices)))
  const node = document
    .createNode('Knurled ring')
    .setMesh(document.createMesh('ring').addPrimitive(primitive))
  document.createScene('Part').addChild(node)
  return new NodeIO().writeBinary(document)
}

interface Shape {
  readonly positions: number[]
  readonly normals: number[]
  readonly uvs: number[]
  readonly indices: number[]
}

/** Fills the middle of the picture from where the bench looks: a thick rim, lying. Metres. */
function ring(): Shape {
  const at = (u: number, v: number): readonly [number, number, number] => {
    const a = u * Math.PI * 2
    const b = v * Math.PI * 2
    const radius = 0.12 + 0.006 * Math.sin(a * 24) * Math.sin(b * 16)
    const away = 0.13 + radius * Math.cos(b)
    return [away * Math.cos(a), radius * Math.sin(b) + 0.13, away * Math.sin(a)]
  }
  const shape: Shape = { positions: [], normals: [], uvs: [], indices: [] }
  const step = 1e-4
  for (let i = 0; i <= AROUND; i++) {
    for (let j = 0; j <= ACROSS; j++) {
      const u = i / AROUND
      const v = j / ACROSS
      const [x, y, z] = at(u, v)
      const [ux, uy, uz] = at(u + step, v)
      const [vx, vy, vz] = at(u, v + step)
      const [ax, ay, az] = [ux - x, uy - y, uz - z]
      const [bx, by, bz] = [vx - x, vy - y, vz - z]
      const normal = [by * az - bz * ay, bz * ax - bx * az, bx * ay - by * ax] as const
      const length = Math.hypot(...normal)
      shape.positions.push(x, y, z)
      shape.normals.push(normal[0] / length, normal[1] / length, normal[2] / length)
      shape.uvs.push(u, v)
    }
  }
  for (let i = 0; i < AROUND; i++) {
    for (let j = 0; j < ACROSS; j++) {
      const a = i * (ACROSS + 1) + j
      const b = a + ACROSS + 1
      shape.indices.push(a, a + 1, b, b, a + 1, b + 1)
    }
  }
  return shape
}

/** Light and dark lines, as a PNG. Source: W3C PNG 5.3. */
function brushed(): Uint8Array {
  const row = TEXTURE * 3 + 1
  const raw = Buffer.alloc(TEXTURE * row)
  for (let y = 0; y < TEXTURE; y++) {
    for (let x = 0; x < TEXTURE; x++) {
      const grey = Math.round(150 + 30 * Math.sin(x * 0.4) + 25 * Math.sin(y * 0.1))
      raw.set([grey, grey + 6, grey + 12], y * row + 1 + x * 3)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(TEXTURE, 0)
  head.writeUInt32BE(TEXTURE, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const sign = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const parts = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([sign, ...parts]))
}

function chunk(kind: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(kind, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(checksum(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

/** CRC-32. */
function checksum(bytes: Uint8Array): number {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (0xedb88320 & -(value & 1))
  }
  return ~value >>> 0
}
