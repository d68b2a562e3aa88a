import { type Material, Mesh, MeshStandardMaterial, type Object3D, Texture } from 'three'

/** Gives every part of a loaded model something to mirror; without it metal would be black. */
export function dressModel(model: Object3D, surroundings: Texture): void {
  eachMaterial(model, (material) => {
    if (material instanceof MeshStandardMaterial && material.envMap === null) material.envMap = surroundings
  })
}

/** Gives back a model's geometries, materials and textures. The surroundings are the library's own. */
export function undressModel(model: Object3D): void {
  model.traverse((part) => {
    if (part instanceof Mesh) part.geometry.dispose()
  })
  eachMaterial(model, (material) => {
    if (material instanceof MeshStandardMaterial) material.envMap = null
    for (const value of Object.values(material)) if (value instanceof Texture) value.dispose()
    material.dispose()
  })
}

function eachMaterial(model: Object3D, visit: (material: Material) => void): void {
  model.traverse((part) => {
    if (!(part instanceof Mesh)) return
    const { material }: { material: Material | Material[] } = part
    for (const one of Array.isArray(material) ? material : [material]) visit(one)
  })
}
