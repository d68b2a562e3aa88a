/** A still that is sharper than the film that crosses the link. */
export interface Photo {
  readonly jpeg: Blob
  readonly width: number
  readonly height: number
}

/** Longer photos take seconds to cross the link and show nothing more on a desk's screen, in pixels. */
const LONGEST_EDGE = 3840
const JPEG_QUALITY = 0.9

/** The frame that the camera shows now, as large as the camera has it. */
export async function takeFrame(track: MediaStreamTrack): Promise<Photo | undefined> {
  const picture = await frameOf(track)
  if (picture === undefined) return undefined
  try {
    return await asJpeg(picture)
  } finally {
    picture.close()
  }
}

/** The camera's own photo where the browser can take one, else its whole frame as it is before the link makes it smaller. */
export async function takePhoto(track: MediaStreamTrack): Promise<Photo | undefined> {
  if (track.readyState !== 'live') return undefined
  return asJpeg((await cameraPhoto(track)) ?? (await frameOf(track)))
}

/** The camera's whole frame as it is before the link makes it smaller: at once, and seen as the film sees. */
export async function wholeFrame(track: MediaStreamTrack): Promise<Photo | undefined> {
  return track.readyState === 'live' ? asJpeg(await frameOf(track)) : undefined
}

async function cameraPhoto(track: MediaStreamTrack): Promise<ImageBitmap | undefined> {
  if (typeof ImageCapture !== 'function') return undefined
  try {
    // Turned upright by what the file says of itself.
    return await createImageBitmap(await new ImageCapture(track).takePhoto())
  } catch {
    // Many drivers refuse photos while they film.
    return undefined
  }
}

async function frameOf(track: MediaStreamTrack): Promise<ImageBitmap | undefined> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  try {
    await video.play()
    return await createImageBitmap(video)
  } catch {
    return undefined
  } finally {
    video.srcObject = null
  }
}

/** Takes the picture over. */
async function asJpeg(picture: ImageBitmap | undefined): Promise<Photo | undefined> {
  if (picture === undefined) return undefined
  const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d', { alpha: false })?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY))
  return jpeg === null ? undefined : { jpeg, width: canvas.width, height: canvas.height }
}
