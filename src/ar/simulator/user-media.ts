import { type Lens, LENSES } from './camera-controls.ts'
import type { CameraFeeds } from './camera-feeds.ts'

type Wish = ConstrainULong | ConstrainDouble | undefined

const wishOf = (wish: Wish): number | undefined =>
  typeof wish === 'number' ? wish : (wish?.exact ?? wish?.ideal ?? wish?.min)

/** Camera modules are wider than high; held upright the picture is turned, as Chrome on Android does it. */
const SENSOR = [640, 480] as const

/** The size of the camera's picture for constraints, with the screen's orientation. */
export function pictureSize(
  video: MediaTrackConstraints | boolean,
  upright: boolean,
): readonly [number, number] {
  const { width, height } = typeof video === 'object' ? video : {}
  const [w, h] = [wishOf(width), wishOf(height)]
  const wide = w ?? (h === undefined ? SENSOR[0] : (h * 4) / 3)
  const high = h ?? (wide * 3) / 4
  const [long, short] = [Math.max(wide, high), Math.min(wide, high)]
  return upright ? [short, long] : [long, short]
}

const exactly = (wish: ConstrainDOMString | undefined): readonly string[] => {
  const exact = typeof wish === 'object' && !Array.isArray(wish) && 'exact' in wish ? wish.exact : undefined
  return exact === undefined ? [] : [exact].flat()
}

/** The constraint that a phone with cameras on its back only cannot meet, if there is one. */
export function impossible(video: MediaTrackConstraints | boolean): string | undefined {
  if (typeof video !== 'object') return undefined
  const [facing, device] = [exactly(video.facingMode), exactly(video.deviceId)]
  if (facing.length > 0 && !facing.includes('environment')) return 'facingMode'
  return device.length > 0 && !LENSES.some(({ deviceId }) => device.includes(deviceId))
    ? 'deviceId'
    : undefined
}

/** The camera that is asked for, or the main one. */
function chooseLens(video: MediaTrackConstraints | boolean): Lens {
  const wish = typeof video === 'object' ? video.deviceId : undefined
  const named =
    typeof wish === 'object' && !Array.isArray(wish) && 'exact' in wish
      ? wish.exact
      : typeof wish === 'object' && !Array.isArray(wish) && 'ideal' in wish
        ? wish.ideal
        : wish
  const ids: readonly unknown[] = [named].flat()
  return LENSES.find(({ deviceId }) => ids.includes(deviceId)) ?? LENSES[0]
}

/**
 * Puts the phone's cameras behind getUserMedia. Sound stays the machine's own. As on phones, the camera cannot be had
 * while AR runs.
 * @param opened hears of each new camera track
 */
export function installUserMedia(feeds: CameraFeeds, arRunning: () => boolean, opened: () => void): void {
  const { mediaDevices } = navigator
  // Absent without HTTPS: then a phone has no camera either.
  if (!mediaDevices) return
  const real = mediaDevices.getUserMedia.bind(mediaDevices)
  const list = mediaDevices.enumerateDevices.bind(mediaDevices)
  let granted = false

  const getUserMedia = async (constraints: MediaStreamConstraints = {}): Promise<MediaStream> => {
    const { video, audio } = constraints
    if (!video) return real(constraints)
    const unmet = impossible(video)
    if (unmet) throw new OverconstrainedError(unmet, 'No camera of this phone is like that')
    if (arRunning()) throw new DOMException('Could not start video source', 'NotReadableError')
    const sound = audio ? await real({ audio }) : undefined
    const upright = innerHeight >= innerWidth
    const track = feeds.open(chooseLens(video), ...pictureSize(video, upright))
    granted = true
    opened()
    return new MediaStream([track, ...(sound?.getAudioTracks() ?? [])])
  }
  const enumerateDevices = async (): Promise<readonly object[]> => {
    const others = (await list()).filter((device) => device.kind !== 'videoinput')
    const cameras = LENSES.map(({ deviceId, label }) => {
      const camera = { deviceId, groupId: deviceId, kind: 'videoinput', label: granted ? label : '' }
      return { ...camera, toJSON: () => camera }
    })
    return [...others, ...cameras]
  }
  const answers = { getUserMedia, enumerateDevices }
  for (const [name, value] of Object.entries(answers))
    Object.defineProperty(mediaDevices, name, { configurable: true, writable: true, value })

  // This machine may have no camera and its owner may have forbidden it; the phone asks and is allowed.
  if (!navigator.permissions) return
  const query = navigator.permissions.query.bind(navigator.permissions)
  const camera = Object.assign(new EventTarget(), { name: 'camera', onchange: null })
  Object.defineProperty(camera, 'state', { get: () => (granted ? 'granted' : 'prompt') })
  Object.defineProperty(navigator.permissions, 'query', {
    configurable: true,
    writable: true,
    value: async (wanted: { readonly name: string } & PermissionDescriptor) =>
      wanted.name === camera.name ? camera : query(wanted),
  })
}
