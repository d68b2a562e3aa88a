import { BufferAttribute, type BufferGeometry, Vector3 } from 'three'

/**
 * Normals that are smooth where faces meet at less than `crease` radians and hard where they meet at more. Each face counts by its angle at
 * the corner, so that a square's two triangles do not pull the normal to one side. Gives a geometry without index.
 * (three's own helper compares positions to the centimetre, which is coarser than a bolt.)
 * Source: Thuermer and Wuethrich, Computing vertex normals from polygonal facets, 1998.
 */
export function creasedNormals(geometry: BufferGeometry, crease: number): BufferGeometry {
  const flat = geometry.index === null ? geometry.clone() : geometry.toNonIndexed()
  const position = flat.getAttribute('position')
  const corners = Array.from({ length: position.count }, (_, index) =>
    new Vector3().fromBufferAttribute(position, index),
  )
  const faces = corners.flatMap((a, index) =>
    index % 3 === 0 ? [faceOf(a, corners[index + 1] ?? a, corners[index + 2] ?? a)] : [],
  )
  const meeting = new Map<string, number[]>()
  corners.forEach((corner, index) => {
    const key = corner
      .toArray()
      .map((metres) => Math.round(metres * 1e6))
      .join()
    const list = meeting.get(key)
    if (list === undefined) meeting.set(key, [index])
    else list.push(index)
  })
  const least = Math.cos(crease)
  const normals = new Float32Array(corners.length * 3)
  const sum = new Vector3()
  for (const together of meeting.values()) {
    for (const index of together) {
      const own = faces[Math.floor(index / 3)]
      if (own === undefined) continue
      sum.set(0, 0, 0)
      for (const other of together) {
        const face = faces[Math.floor(other / 3)]
        if (face === undefined || face.normal.dot(own.normal) < least) continue
        sum.addScaledVector(face.normal, face.angles[other % 3] ?? 0)
      }
      normals.set(sum.lengthSq() > 0 ? sum.normalize().toArray() : own.normal.toArray(), index * 3)
    }
  }
  flat.setAttribute('normal', new BufferAttribute(normals, 3))
  return flat
}

interface Face {
  readonly normal: Vector3
  /** The angle at each corner; all 0 for a triangle without area, which then counts nowhere. */
  readonly angles: readonly [number, number, number]
}

function faceOf(a: Vector3, b: Vector3, c: Vector3): Face {
  const normal = b.clone().sub(a).cross(c.clone().sub(a))
  if (normal.length() < 1e-14) return { normal: normal.set(0, 0, 0), angles: [0, 0, 0] }
  const angle = (at: Vector3, one: Vector3, other: Vector3): number =>
    one.clone().sub(at).angleTo(other.clone().sub(at))
  return { normal: normal.normalize(), angles: [angle(a, b, c), angle(b, c, a), angle(c, a, b)] }
}
