import type { Camera, ImagePoint } from '#domain/geometry.ts'
import type { DepthView } from '../resolve/surface-finder.ts'

/** Depth is copied this often, in milliseconds: each copy is a few tens of kilobytes, and a click is rarely far from one. */
const COPY_EVERY_MS = 200

/** Copies kept: three seconds, more than clicks take to arrive on links that can carry video. */
const COPIES = 16

/** A depth picture farther in time than this from the frame that was seen may show another world. */
const NEAR_MS = 300

/** Neighbouring depths that differ by more than this share belong to two surfaces and are not mixed. */
const SAME_SURFACE = 0.04

type Format = 'luminance-alpha' | 'unsigned-short' | 'float32'

interface Copy {
  time: number
  camera: Camera
  width: number
  height: number
  metresPerUnit: number
  /** Column-major 4x4: from the view's picture (0 to 1, origin top left) to the depth buffer's. */
  fromView: Float32Array
  values: Uint16Array | Float32Array
}

/** What is used of WebXR's CPU depth. */
export type DepthSource = Pick<
  XRCPUDepthInformation,
  'data' | 'width' | 'height' | 'rawValueToMeters' | 'normDepthBufferFromNormView'
>

export interface DepthHistory {
  /** Whether the next copy is due. */
  isDue(time: number): boolean
  /** Copies one depth picture; its data are valid only inside the AR frame. */
  keep(depth: DepthSource, camera: Camera, time: number): void
  /** The copy nearest to that time; undefined when none is near enough. */
  near(time: number): DepthView | undefined
  newest(): DepthView | undefined
  clear(): void
}

function valuesOf(format: Format, bytes: number): Uint16Array | Float32Array {
  return format === 'float32' ? new Float32Array(bytes / 4) : new Uint16Array(bytes / 2)
}

/** Metres at column, row, or undefined where the sensor has nothing (0 by the WebXR Depth Sensing specification). */
function texel(copy: Copy, column: number, row: number): number | undefined {
  const value = copy.values[row * copy.width + column]
  return value === undefined || !(value > 0) ? undefined : value * copy.metresPerUnit
}

/** Mixes the four texels around the point by distance, as long as they are one surface; else the nearest of them speaks. */
function metresAt(copy: Copy, { u, v }: ImagePoint): number | undefined {
  const m = copy.fromView
  const x = ((m[0] ?? 1) * u + (m[4] ?? 0) * v + (m[12] ?? 0)) * copy.width - 0.5
  const y = ((m[1] ?? 0) * u + (m[5] ?? 1) * v + (m[13] ?? 0)) * copy.height - 0.5
  if (x < -0.5 || y < -0.5 || x > copy.width - 0.5 || y > copy.height - 0.5) return undefined
  const left = Math.max(0, Math.min(copy.width - 2, Math.floor(x)))
  const top = Math.max(0, Math.min(copy.height - 2, Math.floor(y)))
  // Beyond the outermost texel centres the same slope goes on.
  const dx = x - left
  const dy = y - top
  const nearest = texel(copy, left + (dx < 0.5 ? 0 : 1), top + (dy < 0.5 ? 0 : 1))
  const a = texel(copy, left, top)
  const b = texel(copy, left + 1, top)
  const c = texel(copy, left, top + 1)
  const d = texel(copy, left + 1, top + 1)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return nearest
  if (Math.max(a, b, c, d) - Math.min(a, b, c, d) > SAME_SURFACE * Math.min(a, b, c, d)) return nearest
  // Straight lines in a plane are straight in 1/depth: mixing that is exact on flat surfaces.
  const above = 1 / a + (1 / b - 1 / a) * dx
  const below = 1 / c + (1 / d - 1 / c) * dx
  return 1 / (above + (below - above) * dy)
}

/** Depth pictures of the last seconds. @param format as the session says (`depthDataFormat`), whatever was asked for */
export function createDepthHistory(format: string | undefined): DepthHistory {
  const known: Format = format === 'float32' || format === 'unsigned-short' ? format : 'luminance-alpha'
  const copies: Copy[] = []
  let next = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let newest: Copy | undefined

  const view = (copy: Copy): DepthView => ({
    camera: copy.camera,
    metresAt: (point) => metresAt(copy, point),
  })

  return {
    isDue: (time) => time - lastAt >= COPY_EVERY_MS,
    keep({ data, width, height, rawValueToMeters, normDepthBufferFromNormView }, camera, time) {
      lastAt = time
      const old = copies[next]
      const values =
        old?.values.byteLength === data.byteLength ? old.values : valuesOf(known, data.byteLength)
      values.set(known === 'float32' ? new Float32Array(data) : new Uint16Array(data))
      const fromView = old?.fromView ?? new Float32Array(16)
      fromView.set(normDepthBufferFromNormView.matrix)
      newest = { time, camera, width, height, metresPerUnit: rawValueToMeters, fromView, values }
      copies[next] = newest
      next = (next + 1) % COPIES
    },
    near(time) {
      let best: Copy | undefined
      for (const copy of copies) {
        const gap = Math.abs(copy.time - time)
        if (gap <= NEAR_MS && (best === undefined || gap < Math.abs(best.time - time))) best = copy
      }
      return best && view(best)
    },
    newest: () => newest && view(newest),
    clear() {
      copies.length = 0
      next = 0
      newest = undefined
    },
  }
}
