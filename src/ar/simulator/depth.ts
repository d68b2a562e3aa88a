import { XRRigidTransform } from 'iwer'
import { distance, type Pose, type Projection, rotate, type Vec3 } from '#domain/geometry.ts'
import { add, scale, unit } from './maths.ts'
import type { Clearance } from './room/cast.ts'
import { caster, shell } from './room/layout.ts'
import type { DepthFormat } from './session-features.ts'

/** Depth pixels along the long edge. ARCore gives 160; a little more keeps sloping surfaces within a centimetre. */
const LONG_EDGE = 240
/** Pixels of a tile's edge, cast together. */
const TILE = 24
const ROOM_DIAGONAL = distance(shell.min, shell.max)

/** Everything a depth image is measured from: one frame's camera. */
export interface DepthView {
  readonly pose: Pose
  readonly projection: Projection
  readonly aspect: number
}

/** The direction, in the room, through a place in the picture (0 to 1, origin top left), one metre deep. */
function through(view: DepthView, u: number, v: number): Vec3 {
  const [p0, p5, p8, p9] = view.projection
  return rotate(view.pose.orientation, [(2 * u - 1 + p8) / p0, (1 - 2 * v + p9) / p5, -1])
}

/** Metres along the camera's axis. */
function depthAt(view: DepthView, u: number, v: number, clearance: Clearance): number {
  const d = through(view, u, v)
  const length = Math.hypot(...d)
  const o = view.pose.position
  return clearance(o[0], o[1], o[2], d[0] / length, d[1] / length, d[2] / length) / length
}

/**
 * XRCPUDepthInformation of one frame. Pixels are cast when somebody asks: one for `getDepthInMeters`, all for `data`.
 * Source: WebXR Depth Sensing Module.
 */
export class PhoneDepth {
  readonly width: number
  readonly height: number
  readonly rawValueToMeters: number
  readonly #view: DepthView
  readonly #format: DepthFormat
  readonly #active: () => boolean
  #data: ArrayBuffer | undefined

  /** @param active whether the frame still runs; depth is read only while it does */
  constructor(view: DepthView, format: DepthFormat, active: () => boolean) {
    const { aspect } = view
    this.width = aspect < 1 ? Math.round(LONG_EDGE * aspect) : LONG_EDGE
    this.height = aspect < 1 ? LONG_EDGE : Math.round(LONG_EDGE / aspect)
    this.rawValueToMeters = format === 'float32' ? 1 : 0.001
    this.#view = view
    this.#format = format
    this.#active = active
  }

  getDepthInMeters(x: number, y: number): number {
    this.#check()
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) throw new RangeError('Coordinates must be between 0 and 1')
    const column = Math.min(this.width - 1, Math.floor(x * this.width))
    const row = Math.min(this.height - 1, Math.floor(y * this.height))
    return this.#raw(column, row, caster.clearance) * this.rawValueToMeters
  }

  /** The buffer lies as the picture does. */
  get normDepthBufferFromNormView(): XRRigidTransform {
    return new XRRigidTransform()
  }

  get data(): ArrayBuffer {
    this.#check()
    this.#data ??= this.#measure()
    return this.#data
  }

  get [Symbol.toStringTag](): string {
    return 'XRCPUDepthInformation'
  }

  #check(): void {
    if (!this.#active())
      throw new DOMException('The frame of this depth information is over', 'InvalidStateError')
  }

  #raw(column: number, row: number, clearance: Clearance): number {
    const metres = depthAt(this.#view, (column + 0.5) / this.width, (row + 0.5) / this.height, clearance)
    return this.#format === 'float32' ? metres : Math.min(65535, Math.round(metres * 1000))
  }

  #measure(): ArrayBuffer {
    const { width, height } = this
    const out =
      this.#format === 'float32' ? new Float32Array(width * height) : new Uint16Array(width * height)
    // Tile by tile, since few of the room's things can be met in each.
    for (let top = 0; top < height; top += TILE)
      for (let left = 0; left < width; left += TILE) {
        const [right, bottom] = [Math.min(width, left + TILE), Math.min(height, top + TILE)]
        const clearance = this.#casterFor(left, top, right, bottom)
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++)
            out[row * width + column] = this.#raw(column, row, clearance)
      }
    return out.buffer
  }

  /** A caster for the rays of one tile: all stay close to the line through its middle. */
  #casterFor(left: number, top: number, right: number, bottom: number): Clearance {
    const { position } = this.#view.pose
    const spot = (x: number, y: number): Vec3 =>
      add(position, scale(unit(through(this.#view, x / this.width, y / this.height)), ROOM_DIAGONAL))
    const end = spot((left + right) / 2, (top + bottom) / 2)
    const corners = [spot(left, top), spot(right, top), spot(left, bottom), spot(right, bottom)]
    return caster.between(position, end, Math.max(...corners.map((corner) => distance(corner, end))))
  }
}
