import { type Accessor, Document, Extension, type Material, NodeIO } from '@gltf-transform/core'
import { Box3, type BufferGeometry, Color } from 'three'
import { bakeShade } from './bake-shade.ts'
import { indexed } from './shapes.ts'
import type { Finish, GalleryPart } from './model.ts'

export interface WrittenModel {
  readonly bytes: Uint8Array
  /** Width, height, depth in metres. */
  readonly size: readonly [number, number, number]
}

/** Says in the file that normals are bytes. Source: glTF extension KHR_mesh_quantization. */
class MeshQuantization extends Extension {
  static override readonly EXTENSION_NAME = 'KHR_mesh_quantization'
  override readonly extensionName = MeshQuantization.EXTENSION_NAME
  override read(): this {
    return this
  }
  override write(): this {
    return this
  }
}

/** A model as a binary glTF 2.0 file: one mesh, one primitive per finish, shade baked into vertex colours. */
export async function writeModel({ name, parts }: GalleryPart): Promise<WrittenModel> {
  const document = new Document()
  document.getRoot().getAsset().copyright = 'CC0-1.0, the Farpoint project'
  document.createExtension(MeshQuantization).setRequired(true)
  const buffer = document.createBuffer()
  const geometries = grounded(parts.map(({ geometry }) => indexed(geometry)))
  const shades = bakeShade(geometries)
  const mesh = document.createMesh(name)
  parts.forEach(({ finish, isOpen }, index) => {
    const geometry = geometries[index]
    const shade = shades[index]
    if (geometry === undefined || shade === undefined) return
    const accessor = (
      type: 'VEC3' | 'VEC4' | 'SCALAR',
      array: Float32Array | Int8Array | Uint8Array | Uint16Array,
    ): Accessor => document.createAccessor().setType(type).setArray(array).setBuffer(buffer)
    mesh.addPrimitive(
      document
        .createPrimitive()
        .setAttribute('POSITION', accessor('VEC3', floats(geometry, 'position')))
        .setAttribute('NORMAL', accessor('VEC3', bytes(geometry, 'normal')).setNormalized(true))
        .setAttribute(
          'COLOR_0',
          accessor('VEC4', isOpen === true ? shade.fill(255) : shade).setNormalized(true),
        )
        .setIndices(accessor('SCALAR', Uint16Array.from(geometry.getIndex()?.array ?? [])))
        .setMaterial(material(document, finish)),
    )
  })
  document.createScene(name).addChild(document.createNode(name).setMesh(mesh))
  return {
    bytes: await new NodeIO().registerExtensions([MeshQuantization]).writeBinary(document),
    size: sizeOf(geometries),
  }
}

function floats(geometry: BufferGeometry, name: string): Float32Array {
  return Float32Array.from(geometry.getAttribute(name).array)
}

function bytes(geometry: BufferGeometry, name: string): Int8Array {
  return Int8Array.from(geometry.getAttribute(name).array, (value) => Math.round(value * 127))
}

function material(document: Document, { name, colour, metal, rough }: Finish): Material {
  const { r, g, b } = new Color(colour)
  return document
    .createMaterial(name)
    .setBaseColorFactor([r, g, b, 1])
    .setMetallicFactor(metal)
    .setRoughnessFactor(rough)
}

/** Set down on y = 0 exactly: a round part with few sides ends a little above its radius. */
function grounded(geometries: readonly BufferGeometry[]): readonly BufferGeometry[] {
  const base = Math.min(...geometries.map((geometry) => boundsOf(geometry).min.y))
  if (Math.abs(base) > 0.002) throw new Error(`Its base lies at ${base} m, not at 0`)
  return geometries.map((geometry) => geometry.translate(0, -base, 0))
}

/** Twice the farthest reach from the origin to either side, and the height: a box of this size around the origin holds the model. */
function sizeOf(geometries: readonly BufferGeometry[]): readonly [number, number, number] {
  const { min, max } = geometries.reduce((all, geometry) => all.union(boundsOf(geometry)), new Box3())
  const rounded = (metres: number): number => Math.round(metres * 1e4) / 1e4
  return [rounded(2 * Math.max(max.x, -min.x)), rounded(max.y), rounded(2 * Math.max(max.z, -min.z))]
}

function boundsOf(geometry: BufferGeometry): Box3 {
  return new Box3().setFromArray(geometry.getAttribute('position').array)
}
