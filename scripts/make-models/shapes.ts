import {
  type BufferGeometry,
  CircleGeometry,
  CylinderGeometry,
  ExtrudeGeometry,
  LatheGeometry,
  Path,
  Shape,
  TorusGeometry,
  Triangle,
  Vector2,
  Vector3,
} from 'three'
import { mergeGeometries, mergeVertices } from 'three/addons/utils/BufferGeometryUtils.js'
import { creasedNormals } from './creased-normals.ts'

/* Small vocabulary for machine parts. Metres; every shape stands around the origin and is moved by its user. */

export type Point2 = readonly [x: number, y: number]

/** Edges sharper than this stay edges, in radians. */
const CREASE = 0.6

/** A body of revolution around Y; its profile runs from bottom to top on the outside, so that faces look outwards. */
export function lathe(profile: readonly Point2[], sides = 24, crease = CREASE): BufferGeometry {
  const points = profile.map(([x, y]) => new Vector2(Math.max(x, 0), y))
  // Around the axis a body is always round, however few its sides.
  return creased(new LatheGeometry(points, sides), Math.max(crease, (2 * Math.PI) / sides + 0.05))
}

/** A cylinder around Y from y = 0 to its height, its rims broken by a small chamfer that catches the light. */
export function rod(
  radius: number,
  height: number,
  sides = 16,
  chamfer = Math.min(radius, height) * 0.12,
): BufferGeometry {
  return lathe(
    [
      [0, 0],
      [radius - chamfer, 0],
      [radius, chamfer],
      [radius, height - chamfer],
      [radius - chamfer, height],
      [0, height],
    ],
    sides,
  )
}

/** A round bar around Y whose ends are hidden in other parts. */
export function bar(radius: number, length: number, sides = 8): BufferGeometry {
  return creased(
    new CylinderGeometry(radius, radius, length, sides, 1, true).translate(0, length / 2, 0),
    Math.PI,
  )
}

/** A prism of that many sides around Y without its hidden bottom, as for a bolt's head: `across` is its width over flats. */
export function prism(across: number, height: number, sides = 6): BufferGeometry {
  const corner = across / 2 / Math.cos(Math.PI / sides)
  const side = new CylinderGeometry(corner, corner, height, sides, 1, true).translate(0, height / 2, 0)
  const lid = new CircleGeometry(corner, sides)
    .rotateX(-Math.PI / 2)
    .rotateY(Math.PI / 2)
    .translate(0, height, 0)
  return creased(mergeAll([side, lid]), 0.2)
}

/** An outline with rounded corners, drawn in the XY plane. */
export function roundedOutline(corners: readonly Point2[], radius: number): Shape {
  const shape = new Shape()
  trace(shape, corners, radius)
  return shape
}

export function roundedHole(corners: readonly Point2[], radius: number): Path {
  const path = new Path()
  trace(path, corners, radius)
  return path
}

function trace(path: Path, corners: readonly Point2[], radius: number): void {
  corners.forEach((corner, index) => {
    const before = corners.at(index - 1) ?? corner
    const after = corners[(index + 1) % corners.length] ?? corner
    const [inX, inY] = towards(corner, before, radius)
    const [outX, outY] = towards(corner, after, radius)
    if (index === 0) path.moveTo(inX, inY)
    else path.lineTo(inX, inY)
    path.quadraticCurveTo(corner[0], corner[1], outX, outY)
  })
  path.closePath()
}

function towards([x, y]: Point2, [tx, ty]: Point2, metres: number): Point2 {
  const length = Math.hypot(tx - x, ty - y)
  const share = Math.min(metres, length / 2) / length
  return [x + (tx - x) * share, y + (ty - y) * share]
}

/** An outline pulled along Z from 0 to its depth, its edges broken by a bevel that lies inside of the outline. */
export function slab(shape: Shape, depth: number, bevel: number, curve = 6): BufferGeometry {
  const geometry = new ExtrudeGeometry(shape, {
    depth: depth - 2 * bevel,
    bevelEnabled: bevel > 0,
    bevelSize: bevel,
    bevelOffset: -bevel,
    bevelThickness: bevel,
    bevelSegments: 1,
    curveSegments: curve,
  })
  return creased(geometry.translate(0, 0, bevel), CREASE)
}

/** A box with its base on y = 0, all its upright edges rounded and the others broken. */
export function block(
  width: number,
  height: number,
  depth: number,
  radius: number,
  bevel = radius / 2,
): BufferGeometry {
  const w = width / 2
  const d = depth / 2
  const outline = roundedOutline(
    [
      [-w, -d],
      [w, -d],
      [w, d],
      [-w, d],
    ],
    radius,
  )
  return slab(outline, height, bevel, 2).rotateX(-Math.PI / 2)
}

/** A ring around Y at y = 0. */
export function ring(radius: number, thickness: number, around = 40, across = 10): BufferGeometry {
  return creased(new TorusGeometry(radius, thickness, across, around).rotateX(Math.PI / 2), Math.PI)
}

/** The same part several times, turned around Y in equal steps. */
export function around(part: BufferGeometry, times: number): BufferGeometry {
  return mergeAll(
    Array.from({ length: times }, (_, index) => part.clone().rotateY((index / times) * 2 * Math.PI)),
  )
}

/** Parts as one, with the same few attributes. */
export function mergeAll(parts: readonly BufferGeometry[]): BufferGeometry {
  const plain = parts.map((part) => {
    const copy = part.index === null ? part.clone() : part.toNonIndexed()
    for (const name of Object.keys(copy.attributes)) {
      if (name !== 'position' && name !== 'normal') copy.deleteAttribute(name)
    }
    return copy
  })
  return mergeGeometries(plain)
}

function creased(geometry: BufferGeometry, angle: number): BufferGeometry {
  geometry.deleteAttribute('uv')
  return creasedNormals(geometry, angle)
}

/**
 * Ready to be stored: corners that are alike are stored once, triangles without area are left out. Normals are rounded first, since they
 * are stored in bytes anyway and their last digits would keep corners apart.
 */
export function indexed(geometry: BufferGeometry): BufferGeometry {
  const copy = geometry.clone()
  const normal = copy.getAttribute('normal')
  for (let at = 0; at < normal.array.length; at++)
    normal.array[at] = Math.round((normal.array[at] ?? 0) * 127) / 127
  const merged = mergeVertices(copy, 1e-6)
  const position = merged.getAttribute('position')
  const corners = [new Vector3(), new Vector3(), new Vector3()] as const
  const index = merged.getIndex()?.array ?? []
  const kept: number[] = []
  for (let at = 0; at < index.length; at += 3) {
    const ids = [index[at] ?? 0, index[at + 1] ?? 0, index[at + 2] ?? 0]
    corners.forEach((corner, which) => corner.fromBufferAttribute(position, ids[which] ?? 0))
    if (new Triangle(...corners).getArea() > 1e-11) kept.push(...ids)
  }
  merged.setIndex(kept)
  return merged
}
