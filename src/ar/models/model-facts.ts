import { Box3, BufferGeometry, Mesh, type Object3D, Vector3 } from 'three'
import type { ModelFacts } from './model-library.ts'

/** @param model as loaded, at rest, in metres on its origin */
export function factsOf(model: Object3D): ModelFacts {
  const parts = new Set<string>()
  let triangles = 0
  model.updateMatrixWorld(true)
  model.traverse((part) => {
    const name = partName(part)
    if (name !== undefined && hasSomethingToSee(part)) parts.add(name)
    if (part instanceof Mesh && part.geometry instanceof BufferGeometry)
      triangles += trianglesOf(part.geometry)
  })
  const size = new Box3().setFromObject(model).getSize(new Vector3())
  return {
    clips: model.animations.map(({ name, duration }) => ({ name, seconds: duration })),
    parts: [...parts],
    size: [size.x, size.y, size.z],
    triangles: Math.round(triangles),
  }
}

/** The name of a node as the file gives it; the loader's own (`name`) has no spaces and dots, and a number where two are alike. */
export function partName({ userData }: Object3D): string | undefined {
  const name: unknown = userData['name']
  return typeof name === 'string' && name !== '' ? name : undefined
}

function hasSomethingToSee(part: Object3D): boolean {
  return part instanceof Mesh || part.children.some(hasSomethingToSee)
}

function trianglesOf(geometry: BufferGeometry): number {
  const index = geometry.getIndex()
  return (index?.count ?? geometry.getAttribute('position').count) / 3
}
