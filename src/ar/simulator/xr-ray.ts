import { XRRigidTransform } from 'iwer'
import { type Quat, rotate, type Vec3 } from '#domain/geometry.ts'
import { turnForwardTo } from './hit-test.ts'
import { matrixOf, unit } from './maths.ts'

const point = ([x, y, z]: Vec3, w: number): DOMPointReadOnly => new DOMPointReadOnly(x, y, z, w)

/** XRRay for browsers without one; the emulator's own turns its matrix the wrong way. Source: WebXR Hit Test Module. */
class Ray {
  readonly origin: DOMPointReadOnly
  readonly direction: DOMPointReadOnly
  readonly matrix: Float32Array

  constructor(start: DOMPointInit | XRRigidTransform = {}, along: DOMPointInit = { z: -1 }) {
    let origin: Vec3
    let direction: Vec3
    if (start instanceof XRRigidTransform) {
      const { position: p, orientation: q } = start
      const turn: Quat = [q.x, q.y, q.z, q.w]
      origin = [p.x, p.y, p.z]
      direction = rotate(turn, [0, 0, -1])
    } else {
      origin = [start.x ?? 0, start.y ?? 0, start.z ?? 0]
      direction = [along.x ?? 0, along.y ?? 0, along.z ?? 0]
      if (direction.every((n) => n === 0) || (along.w ?? 0) !== 0)
        throw new TypeError('The direction of a ray must have a length')
    }
    direction = unit(direction)
    this.origin = point(origin, 1)
    this.direction = point(direction, 0)
    this.matrix = matrixOf(origin, turnForwardTo(direction))
  }
}

/** Chromium has XRRay without any headset; other browsers, on which a tour may run too, lack it. */
export function installRay(): void {
  if ('XRRay' in globalThis) return
  Object.defineProperty(Ray, 'name', { value: 'XRRay' })
  Object.defineProperty(globalThis, 'XRRay', { value: Ray, configurable: true, writable: true })
}
