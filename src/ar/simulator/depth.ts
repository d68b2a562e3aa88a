import { XRRigidTransform } from 'iwer'
import { type Pose, type Projection, rotate, type Vec3 } from '#domain/geometry.ts'
import { caster } from './room/layout.ts'
import type { DepthFormat } from './session-features.ts'

/** Depth pixels along the long edge. ARCore gives 160; a little more keeps sloping surfaces within a centimetre. */
const LONG_EDGE = 240

/** Everything a depth image is measured from: one frame's camera. */
export interface DepthView {
  readonly pose: Pose
  readonly projection: Projection
  readonly aspect: number
}

/** Metres along the camera's axis for a place in the picture (0 to 1, origin top left). */
export function depthAt(view: DepthView, u: number, v: number): number {
  const [p0, p5, p8, p9] = view.projection
  const inView: Vec3 = [(2 * u - 1 + p8) / p0, (1 - 2 * v + p9) / p5, -1]
  const length = Math.hypot(...inView)
  const d = rotate(view.pose.orientation, inView)
  const o = view.pose.position
  return caster.clearance(o[0], o[1], o[2], d[0] / length, d[1] / length, d[2] / length) / length
}

/**
 * XRCPUDepthInformation of one frame. Pixels are cast when somebody asks: one for `getDepthInMeters`, all for `data`.
 * Source: WebXR Depth Sensing Module.
 */
export class PhoneDepth {
  readonly width: number
  readonly height: number
  readonly rawValueToMeters: number
  readonly normDepthBufferFromNormView = new XRRigidTransform()
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
    return this.#raw(column, row) * this.rawValueToMeters
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

  #raw(column: number, row: number): number {
    const metres = depthAt(this.#view, (column + 0.5) / this.width, (row + 0.5) / this.height)
    return this.#format === 'float32' ? metres : Math.min(65535, Math.round(metres * 1000))
  }

  #measure(): ArrayBuffer {
    const count = this.width * this.height
    const out = this.#format === 'float32' ? new Float32Array(count) : new Uint16Array(count)
    for (let i = 0; i < count; i++) out[i] = this.#raw(i % this.width, Math.floor(i / this.width))
    return out.buffer
  }
}
