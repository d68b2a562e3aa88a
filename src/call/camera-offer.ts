import type { CameraControls as CameraOffer } from '#domain/capability.ts'

/** Longest list of lenses and longest label that the wire takes. */
const MOST_LENSES = 10
const LONGEST_LABEL = 100

/** What Chrome and Safari add to a camera's capabilities and settings; read as unknown, since drivers write what they like. */
interface Extra {
  readonly torch?: unknown
  readonly zoom?: unknown
}

/** A camera in the device list may say more than the type library knows. */
type CameraInfo = MediaDeviceInfo & { readonly getCapabilities?: () => MediaTrackCapabilities }

/**
 * What the camera of this track can be told to do here.
 * @param isSettled waits until the driver has told the browser all it can
 */
export async function readOffer(
  track: MediaStreamTrack,
  mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | undefined,
  isSettled: boolean,
): Promise<CameraOffer> {
  if (isSettled) await driverAnswered(track)
  // Firefox has neither torch nor zoom, and did long not have the function.
  const can: Extra & MediaTrackCapabilities =
    typeof track.getCapabilities === 'function' ? track.getCapabilities() : {}
  const is: Extra & MediaTrackSettings = track.getSettings()
  const lenses = await backCameras(mediaDevices)
  const zoom = zoomOf(can.zoom, is.zoom)
  const hasTorch = can.torch === true || (Array.isArray(can.torch) && can.torch.includes(true))
  return {
    ...(hasTorch && { torch: is.torch === true }),
    ...(zoom && { zoom }),
    ...(lenses.length > 1 && { lenses }),
    ...(lenses.length > 1 && is.deviceId !== undefined && { lensId: is.deviceId }),
    photo: track.readyState === 'live',
  }
}

async function driverAnswered(track: MediaStreamTrack): Promise<void> {
  if (typeof ImageCapture !== 'function') return
  try {
    await new ImageCapture(track).getPhotoCapabilities()
  } catch {
    // A camera without photos of its own has told all it can as well.
  }
}

function zoomOf(can: unknown, value: unknown): CameraOffer['zoom'] {
  if (typeof can !== 'object' || can === null || typeof value !== 'number') return undefined
  const { min, max, step }: { min?: unknown; max?: unknown; step?: unknown } = can
  if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) return undefined
  return { min, max, step: typeof step === 'number' && step > 0 ? step : (max - min) / 20, value }
}

/** Cameras that look away from the technician. */
async function backCameras(
  mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | undefined,
): Promise<{ id: string; label: string }[]> {
  const devices = (await mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId !== '' && looksBack(device))
    .slice(0, MOST_LENSES)
    .map(({ deviceId, label }, index) => ({ id: deviceId, label: wordsOf(label, index) }))
}

function looksBack(device: CameraInfo): boolean {
  const facing = device.getCapabilities?.().facingMode
  if (facing !== undefined && facing.length > 0) return facing.includes('environment')
  return !/front|user|selfie|facetime/i.test(device.label)
}

/** Android numbers its lenses ("camera2 2, facing back"), which says nothing to a person; the iPhone names them. */
function wordsOf(label: string, index: number): string {
  const isNamed = label.trim() !== '' && !/^camera\d? \d/i.test(label)
  return isNamed ? label.trim().slice(0, LONGEST_LABEL) : `Lens ${index + 1}`
}
