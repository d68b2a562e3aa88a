import { DoubleSide, type Material, Mesh, type Object3D, type Plane } from 'three'

/** Materials of one placement's own, for what the model's other placements do not share: see-through, cut open. */
export interface OwnMaterials {
  /**
   * @param strength 1 as the model is, less lets the picture shine through
   * @param cut what lies behind this plane is left out; the renderer must have local clipping turned on
   */
  apply(strength: number, cut: Plane | undefined): void
  dispose(): void
}

/** @param model a copy from the library, whose materials are shared: they are put back when nothing is special any more */
export function createOwnMaterials(model: Object3D): OwnMaterials {
  /** Kept until the end: programs of materials that come and go would be compiled each time. */
  const own = new Map<Material, Material>()
  const shared = new Map<Mesh, Material | Material[]>()
  model.traverse((part) => {
    if (part instanceof Mesh) shared.set(part, part.material)
  })

  function ownOf(material: Material): Material {
    const known = own.get(material)
    if (known) return known
    const made = material.clone()
    own.set(material, made)
    return made
  }

  return {
    apply(strength, cut) {
      const isSpecial = strength < 1 || cut !== undefined
      for (const [mesh, material] of shared) {
        if (!isSpecial) mesh.material = material
        else mesh.material = Array.isArray(material) ? material.map(ownOf) : ownOf(material)
      }
      if (!isSpecial) return
      for (const [material, made] of own) {
        const transparent = strength < 1 || material.transparent
        // Cut open, the walls are seen from inside too.
        const side = cut ? DoubleSide : material.side
        const [plane] = made.clippingPlanes ?? []
        // These choose the program, which is looked up anew only then: a model that is dragged comes here every frame.
        const isOther =
          made.transparent !== transparent ||
          made.side !== side ||
          (plane === undefined) !== (cut === undefined)
        made.transparent = transparent
        made.side = side
        made.opacity = material.opacity * strength
        if (plane !== cut) made.clippingPlanes = cut ? [cut] : null
        if (isOther) made.needsUpdate = true
      }
    },
    dispose() {
      for (const [mesh, material] of shared) mesh.material = material
      for (const made of own.values()) made.dispose()
      own.clear()
    },
  }
}
