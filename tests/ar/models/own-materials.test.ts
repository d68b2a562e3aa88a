import { BoxGeometry, DoubleSide, Mesh, MeshStandardMaterial, Plane, Vector3 } from 'three'
import { describe, expect, it } from 'vitest'
import { createOwnMaterials } from '#ar/models/own-materials.ts'

describe('materials of one placement’s own', () => {
  it('have their programs looked up anew only when they are of another kind, not on every frame of a drag', () => {
    const shared = new MeshStandardMaterial()
    const mesh = new Mesh(new BoxGeometry(), shared)
    const own = createOwnMaterials(mesh)
    own.apply(0.5, undefined)
    const ghost = mesh.material
    const { version } = ghost
    for (const strength of [0.5, 0.6, 0.5]) own.apply(strength, undefined)
    expect(ghost.version).toBe(version)
    expect(ghost).toMatchObject({ transparent: true, opacity: 0.5 })

    const plane = new Plane(new Vector3(0, -1, 0), 0.2)
    own.apply(0.5, plane)
    expect(mesh.material).toBe(ghost)
    expect(ghost.version).toBe(version + 1)
    expect(ghost).toMatchObject({ side: DoubleSide, clippingPlanes: [plane] })
    for (let frame = 0; frame < 3; frame++) own.apply(0.5, plane)
    expect(ghost.version).toBe(version + 1)

    own.apply(1, undefined)
    expect(mesh.material).toBe(shared)
    own.apply(0.5, undefined)
    expect(ghost.clippingPlanes ?? []).toEqual([])
    expect(ghost.version).toBe(version + 2)
    own.dispose()
  })
})
