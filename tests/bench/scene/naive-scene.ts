import {
  CanvasTexture,
  ConeGeometry,
  CylinderGeometry,
  Group,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  Scene,
  Sprite,
  SpriteMaterial,
} from 'three'
import { Line2 } from 'three/addons/lines/Line2.js'
import { LineGeometry } from 'three/addons/lines/LineGeometry.js'
import { LineMaterial } from 'three/addons/lines/LineMaterial.js'
import type { Vec3 } from '#domain/geometry.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'

/*
 * What one writes first, and what most tutorials show: one object, one geometry and one material for each mark, and nothing of what makes
 * ours legible (no outlines, no least size). Only here to compare with.
 */

function line(points: readonly Vec3[]): Object3D {
  const geometry = new LineGeometry().setPositions(points.flat())
  return new Line2(geometry, new LineMaterial({ color: 0xff5470, linewidth: 0.008, worldUnits: true }))
}

function words(text: string): Object3D {
  const canvas = document.createElement('canvas')
  canvas.width = 256
  canvas.height = 64
  const context = canvas.getContext('2d')
  if (context !== null) {
    context.font = '40px system-ui, sans-serif'
    context.fillStyle = 'white'
    context.fillText(text, 8, 46)
  }
  const sprite = new Sprite(new SpriteMaterial({ map: new CanvasTexture(canvas), depthTest: false }))
  sprite.scale.set(0.2, 0.05, 1)
  return sprite
}

function arrow(length: number): Object3D {
  const group = new Group()
  const head = new Mesh(
    new ConeGeometry(length * 0.2, length * 0.46, 28),
    new MeshBasicMaterial({ color: 0xffd426 }),
  )
  const shaft = new Mesh(
    new CylinderGeometry(length * 0.08, length * 0.08, length * 0.54, 28),
    new MeshBasicMaterial({ color: 0xffd426 }),
  )
  head.position.y = length * 0.23
  shaft.position.y = length * 0.73
  return group.add(head, shaft)
}

function objectOf({ shape }: SpaceMark): Object3D {
  switch (shape.tool) {
    case 'arrow':
      return arrow(shape.length)
    case 'circle':
      return line(
        Array.from({ length: 73 }, (_, n): Vec3 => [
          shape.radiusX * Math.cos((n / 72) * 2 * Math.PI),
          0,
          shape.radiusZ * Math.sin((n / 72) * 2 * Math.PI),
        ]),
      )
    case 'freehand':
      return line(shape.points)
    case 'measure':
      return new Group().add(line(shape.points), ...shape.points.slice(1).map(() => words('12.0 cm')))
    case 'text':
      return words(shape.text)
    case 'step':
      return new Group().add(words(`${shape.number}`), words(shape.text ?? ''))
  }
}

/** Shares of time go to what moves: the marks stand still, so their matrices are not computed again. */
export function createNaiveScene({ marks }: SceneState): Scene {
  const scene = new Scene()
  for (const mark of marks.values()) {
    if (mark.on !== 'space') continue
    const object = objectOf(mark)
    object.position.set(...mark.pose.position)
    object.quaternion.set(...mark.pose.orientation)
    scene.add(object)
  }
  scene.updateMatrixWorld(true)
  scene.matrixWorldAutoUpdate = false
  return scene
}
