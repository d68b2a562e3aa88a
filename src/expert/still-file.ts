import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { createCompositor } from '#ar/compositor/create-compositor.ts'
import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneState } from '#domain/scene.ts'
import type { Still } from '#domain/still.ts'

const JPEG_QUALITY = 0.92
/** Longest edge that the painted picture has at least, in pixels, so that marks on a small picture are not coarse. */
const LEAST_LONG_EDGE = 1280

/** A file with a name that sorts by time: "still 2026-11-23 10.47.05 with marks.jpg". */
export function stillFile(jpeg: Blob, { at }: Pick<Still, 'at'>, marks: 'with-marks' | 'bare'): File {
  const day = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join('-')
  const time = [day.getHours(), day.getMinutes(), day.getSeconds()].map(two).join('.')
  const suffix = marks === 'bare' ? '' : ' with marks'
  return new File([jpeg], `still ${date} ${time}${suffix}.jpg`, { type: 'image/jpeg' })
}

/**
 * The still with everything that stands on it and, when it knows its place, in the room: as it is seen in the console. Undefined where the
 * browser cannot draw it.
 */
export async function paintedStill(
  jpeg: Blob,
  still: Still,
  scene: SceneState,
  models: ModelLibrary,
): Promise<Blob | undefined> {
  const picture = await createImageBitmap(jpeg)
  const canvas = document.createElement('canvas')
  const made = createCompositor({ canvas, models })
  if (!made.ok) return undefined
  const compositor = made.value
  try {
    const scale = Math.max(1, LEAST_LONG_EDGE / Math.max(picture.width, picture.height))
    compositor.setSize(Math.round(picture.width * scale), Math.round(picture.height * scale))
    compositor.setPicture(picture, WHOLE_PICTURE)
    const spaceId = still.camera?.spaceId
    const placed = [...scene.placements.values()].filter((one) => one.spaceId === spaceId)
    compositor.sync(scene, { spaceId }, still.id)
    await standing(placed, models)
    compositor.draw(still.camera)
    return await new Promise<Blob | undefined>((done) =>
      canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', JPEG_QUALITY),
    )
  } finally {
    picture.close()
    compositor.dispose()
  }
}

/** A model that has not come after this time is left as the box that stands in for it, in milliseconds. */
const LONGEST_WAIT = 10_000

/** Resolves once these models have come into the scene that asked for them before, or it takes too long. */
async function standing(placed: readonly Placement[], models: ModelLibrary): Promise<void> {
  if (placed.length === 0) return
  const wanted = new AbortController()
  const limit = setTimeout(() => wanted.abort(), LONGEST_WAIT)
  // One's own copy of each comes after the scene's, since it is asked for later; it is given back unused.
  const loaded = Promise.all(
    [...new Set(placed.map(({ modelId }) => modelId))].map((id) => models.instantiate(id, wanted.signal)),
  )
  await Promise.race([
    loaded,
    new Promise<void>((done) => wanted.signal.addEventListener('abort', () => done())),
  ])
  clearTimeout(limit)
  // The scene puts in what it was given in tasks of its own.
  await new Promise((done) => setTimeout(done))
  wanted.abort()
}
