import {
  BufferGeometry,
  CanvasTexture,
  CircleGeometry,
  Color,
  Float32BufferAttribute,
  LinearMipmapLinearFilter,
  LinearMipmapNearestFilter,
  LinearSRGBColorSpace,
  type Material,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  Quaternion,
  RepeatWrapping,
  Scene,
  type Texture,
  Vector3,
} from 'three'
import { cross, type Vec3 } from '#domain/geometry.ts'
import { add, scale, turnFromAxes } from '../maths.ts'
import { type Face, facesOf, facesOfShell } from './faces.ts'
import { caster, labels, lights, shell, solids } from './layout.ts'
import { createShade } from './light.ts'
import { createMeshBuilder, type MeshBuilder } from './mesh-builder.ts'
import { paintLabelSheet } from './paint-labels.ts'
import { paintSurface, SURFACE_ART } from './paint-surfaces.ts'
import type { Box, Surface } from './solid.ts'
import { TARGET_DIAMETER, targets } from './targets.ts'

/** How far prints and discs float over their surface, metres: enough for the depth buffer, too little to see. */
const PRINT_LIFT = 0.0004
const DISC_LIFT = 0.0008

/*
 * The room is drawn in screen values throughout: textures, tints and light are multiplied as they are and never converted.
 * With light baked as a screen value too this looks the same as linear light, and saves software renderers two
 * conversions per pixel.
 */
const asScreenValue = (hex: string): Color => new Color().setStyle(hex, LinearSRGBColorSpace)
const tintOf = (hex: string): Vec3 => {
  const { r, g, b } = asScreenValue(hex)
  return [r, g, b]
}
const WHITE: Vec3 = [1, 1, 1]
/** Metres between baked points. Walls are plain; on the floor and on things one looks for shadows. */
const GRAIN = 0.17
const GRAINS: Partial<Record<Surface, number>> = { floor: 0.14, brick: 0.2, plaster: 0.3 }
const SHELL: readonly Surface[] = ['floor', 'brick', 'plaster']

function textureOf(canvas: HTMLCanvasElement, smooth: boolean): Texture {
  const texture = new CanvasTexture(canvas)
  texture.wrapS = RepeatWrapping
  texture.wrapT = RepeatWrapping
  texture.minFilter = smooth ? LinearMipmapLinearFilter : LinearMipmapNearestFilter
  return texture
}

function meshOf(builder: MeshBuilder, material: Material): Mesh {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new Float32BufferAttribute(builder.positions, 3))
  geometry.setAttribute('uv', new Float32BufferAttribute(builder.uvs, 2))
  geometry.setAttribute('color', new Float32BufferAttribute(builder.colours, 3))
  geometry.setIndex([...builder.indices])
  const mesh = new Mesh(geometry, material)
  mesh.matrixAutoUpdate = false
  return mesh
}

function shellLook({ normal }: Face): { readonly surface: Surface; readonly tint: string } {
  if (normal[1] > 0.5) return { surface: 'floor', tint: '#ffffff' }
  if (normal[1] < -0.5) return { surface: 'plaster', tint: '#f4f4f2' }
  return normal[2] > 0.5 ? { surface: 'brick', tint: '#ece8e2' } : { surface: 'plaster', tint: '#f6f2ea' }
}

/** The bright pane behind the window's bars, and the lamps' own glow. */
function glowMeshes(): readonly Mesh[] {
  return lights.map((light, i) => {
    const pane = new Mesh(
      new PlaneGeometry(2 * Math.hypot(...light.a), 2 * Math.hypot(...light.b)),
      new MeshBasicMaterial({ color: asScreenValue(i === 0 ? '#eef4f7' : '#fffdf8') }),
    )
    const [a, b] = [scale(light.a, 1 / Math.hypot(...light.a)), scale(light.b, 1 / Math.hypot(...light.b))]
    pane.position.set(...light.centre)
    pane.quaternion.set(...turnFromAxes(a, b, cross(a, b)))
    return pane
  })
}

function discMeshes(): readonly Mesh[] {
  const geometry = new CircleGeometry(TARGET_DIAMETER / 2, 40)
  return targets.map((target) => {
    const disc = new Mesh(geometry, new MeshBasicMaterial({ color: asScreenValue(target.colour) }))
    disc.position.set(...add(target.position, scale(target.normal, DISC_LIFT)))
    disc.quaternion.copy(
      new Quaternion().setFromUnitVectors(new Vector3(0, 0, 1), new Vector3(...target.normal)),
    )
    return disc
  })
}

/**
 * Builds the room to draw: one mesh per surface, one for all prints, a few glowing panes and the discs. About 20 draw calls.
 * @param smooth blends between texture sizes; software renderers draw a quarter faster without
 */
export function createRoomScene(smooth: boolean): Scene {
  const shade = createShade(caster, lights)
  const builders = new Map<Surface, MeshBuilder>()
  const builderFor = (surface: Surface): MeshBuilder => {
    const builder = builders.get(surface) ?? createMeshBuilder(caster, shade, GRAINS[surface] ?? GRAIN)
    builders.set(surface, builder)
    return builder
  }
  const addFace = (surface: Surface, tint: string, face: Face, start = 0): void => {
    const [mu, mv] = SURFACE_ART[surface].metres
    const [lu, lv] = [Math.hypot(...face.edgeU), Math.hypot(...face.edgeV)]
    // Grain runs along the longer edge, as a joiner would cut it.
    const upright = surface === 'wood' && lv > lu
    builderFor(surface).patch({
      ...face,
      tint: tintOf(tint),
      uv: (u, v) =>
        upright
          ? [start + (v * lv) / mu, start + (u * lu) / mv]
          : [start + (u * lu) / mu, start + (v * lv) / mv],
    })
  }
  for (const face of facesOfShell(shell)) {
    const { surface, tint } = shellLook(face)
    addFace(surface, tint, face)
  }
  // Each box starts elsewhere in its texture, or two equal doors would carry the same scratches.
  const addBox = (solid: Box, i: number): void =>
    facesOf(solid).forEach((face, side) => addFace(solid.surface, solid.tint, face, i * 0.37 + side * 0.21))
  solids.forEach((solid, i) => {
    if (solid.kind === 'box') addBox(solid, i)
    else builderFor(solid.surface).cylinder(solid, tintOf(solid.tint), SURFACE_ART[solid.surface].metres)
  })

  const sheet = paintLabelSheet()
  const prints = createMeshBuilder(caster, shade, GRAIN)
  for (const label of labels) {
    const region = sheet.regions.get(label.art)
    if (!region) throw new Error(`No print is called "${label.art}"`)
    const right = cross(label.up, label.normal)
    const edgeU = scale(right, label.width)
    const edgeV = scale(label.up, label.height)
    prints.patch({
      corner: add(add(label.centre, scale(label.normal, PRINT_LIFT)), scale(add(edgeU, edgeV), -0.5)),
      edgeU,
      edgeV,
      tint: WHITE,
      uv: (u, v) => [region.u0 + (region.u1 - region.u0) * u, region.v0 + (region.v1 - region.v0) * v],
    })
  }

  const scene = new Scene()
  scene.background = asScreenValue('#d9d6d0')
  for (const [surface, builder] of builders) {
    const material = new MeshBasicMaterial({
      map: textureOf(paintSurface(surface), smooth),
      vertexColors: true,
    })
    const mesh = meshOf(builder, material)
    // The room's shell lies behind everything: drawn last, its hidden pixels are turned away before they cost anything.
    mesh.renderOrder = SHELL.includes(surface) ? 2 : 1
    scene.add(mesh)
  }
  scene.add(
    meshOf(
      prints,
      new MeshBasicMaterial({ map: textureOf(sheet.canvas, smooth), vertexColors: true, alphaTest: 0.5 }),
    ),
    ...glowMeshes(),
    ...discMeshes(),
  )
  scene.matrixWorldAutoUpdate = false
  scene.updateMatrixWorld(true)
  return scene
}
