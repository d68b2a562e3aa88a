import type { LocalMedia } from '#call/local-media.ts'

/** What was chosen of the camera, to be had again after AR: as far as the browser told. */
export interface CameraSeat {
  readonly lensId?: string | undefined
  readonly zoom?: number | undefined
}

type Camera = Pick<MediaStreamTrack, 'getSettings' | 'applyConstraints'>

/** What is needed of the device's cameras (`LocalMedia`). */
interface Cameras extends Pick<LocalMedia, 'openCamera'> {
  snapshot(): { readonly camera: { readonly status: ReturnType<LocalMedia['snapshot']>['camera']['status'] } }
  tracks(): { readonly camera: Camera | undefined }
}

/** What image capture adds to a track's settings and constraints; newer than the type library. */
type Zoomed = MediaTrackConstraintSet & { readonly zoom: number }

export function seatOf(media: Pick<Cameras, 'tracks'>): CameraSeat {
  const settings = media.tracks().camera?.getSettings()
  const zoom = settings && 'zoom' in settings ? settings.zoom : undefined
  return { lensId: settings?.deviceId, zoom: typeof zoom === 'number' ? zoom : undefined }
}

/**
 * Opens the camera as it was, with patience for who is just letting go of it. A lens that is gone is the main one then, at its own zoom.
 * Resolves when it is on or in trouble; never rejects.
 */
export async function openSeat(media: Cameras, { lensId, zoom }: CameraSeat): Promise<void> {
  if (lensId !== undefined && lensId !== '') {
    await media.openCamera({ deviceId: lensId, patiently: true })
    const { status } = media.snapshot().camera
    if (status === 'on' && zoom !== undefined) {
      const advanced: Zoomed[] = [{ zoom }]
      // A wish that this camera cannot meet now leaves it as it opened.
      await media
        .tracks()
        .camera?.applyConstraints({ advanced })
        .catch(() => undefined)
    }
    if (status !== 'missing') return
  }
  await media.openCamera({ facing: 'environment', patiently: true })
}
