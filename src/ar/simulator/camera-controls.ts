import type { Projection } from '#domain/geometry.ts'

/** One of the phone's cameras, as a browser lists it. */
export interface Lens {
  readonly deviceId: string
  readonly label: string
  /** How much wider than the main camera it sees, as a factor of the tangent. */
  readonly widen: number
}

/** The main camera first: it is what a page gets that does not choose. Labels as Chrome on Android gives them. */
export const LENSES: readonly [Lens, ...Lens[]] = [
  { deviceId: 'camera-0', label: 'camera 0, facing back', widen: 1 },
  { deviceId: 'camera-2', label: 'camera 2, facing back', widen: 1.8 },
]

export const ZOOM = { min: 1, max: 4, step: 0.1 }

/** What a track's camera was told to do. */
export interface CameraSettings {
  readonly torch: boolean
  readonly zoom: number
}
export const PLAIN: CameraSettings = { torch: false, zoom: 1 }

export type CameraDecision =
  | { readonly status: 'set'; readonly settings: CameraSettings }
  | { readonly status: 'impossible'; readonly constraint: string }

/** A constraint's value, however it is put. The type library leaves out those of image capture, so it is asked for by name. */
function wishIn(set: object, name: string): unknown {
  const wish: unknown = Reflect.get(set, name)
  if (typeof wish !== 'object' || wish === null) return wish
  const exact: unknown = Reflect.get(wish, 'exact')
  return exact ?? Reflect.get(wish, 'ideal')
}

/**
 * What becomes of the camera's settings by `applyConstraints`; what is not named stays, as in Chrome.
 * Source: MediaStream Image Capture.
 */
export function decideSettings(
  current: CameraSettings,
  wanted: { readonly advanced?: readonly object[] },
): CameraDecision {
  let settings = current
  for (const set of [wanted, ...(wanted.advanced ?? [])]) {
    const [torch, zoom] = [wishIn(set, 'torch'), wishIn(set, 'zoom')]
    if (typeof torch === 'boolean') settings = { ...settings, torch }
    if (typeof zoom !== 'number') continue
    if (zoom < ZOOM.min || zoom > ZOOM.max) return { status: 'impossible', constraint: 'zoom' }
    settings = { ...settings, zoom }
  }
  return { status: 'set', settings }
}

/** The lens of a picture as that camera sees it, zoomed in. */
export function zoomed([p0, p5, p8, p9]: Projection, lens: Lens, { zoom }: CameraSettings): Projection {
  const k = zoom / lens.widen
  return [p0 * k, p5 * k, p8, p9]
}
