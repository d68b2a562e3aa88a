import { useEffect, useRef, useState, type ReactElement } from 'react'
import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { createCompositor } from '#ar/compositor/create-compositor.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import type { SceneState } from '#domain/scene.ts'
import type { RecordOf } from '#domain/sync.ts'
import { portalNow } from '#store/portal-clock.ts'
import styles from './session.module.css'

export interface MarkedStillProps {
  readonly still: RecordOf<'still'>
  readonly url: string
  readonly scene: SceneState
  readonly name: string
}

/** Models of the scene arrive after the first draw; the picture is drawn again this often, in milliseconds. */
const REDRAW_MS = 400

/** Draws a still with everything that stands on it onto `canvas`, until the returned function is called. */
async function drawOn(
  canvas: HTMLCanvasElement,
  { still, url, scene }: MarkedStillProps,
  signal: AbortSignal,
): Promise<boolean> {
  const image = new Image()
  image.src = url
  await image.decode()
  const bitmap = await createImageBitmap(image)
  const models = createModelLibrary({ now: portalNow })
  const made = signal.aborted ? undefined : createCompositor({ canvas, models })
  if (made?.ok !== true) {
    bitmap.close()
    models.dispose()
    return made === undefined
  }
  const compositor = made.value
  compositor.setSize(bitmap.width, bitmap.height)
  compositor.setPicture(bitmap, WHOLE_PICTURE)
  bitmap.close()
  // The scene knows better where the camera stood: AR that was started anew since has moved it with the marks.
  const camera = scene.stills.get(still.id)?.camera ?? still.camera
  compositor.sync(scene, { spaceId: camera?.spaceId }, still.id)
  compositor.draw(camera)
  const timer = setInterval(() => compositor.draw(camera), REDRAW_MS)
  signal.addEventListener('abort', () => {
    clearInterval(timer)
    compositor.dispose()
    models.dispose()
  })
  return true
}

/** A still with its marks; where the browser cannot draw them, the picture alone. */
export function MarkedStill(props: MarkedStillProps): ReactElement {
  const { still, url, scene, name } = props
  const host = useRef<HTMLDivElement>(null)
  const [isPlain, setPlain] = useState(false)

  useEffect(() => {
    const closing = new AbortController()
    // A canvas is made for each run: a disposed renderer leaves its own unusable.
    const canvas = document.createElement('canvas')
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', name)
    host.current?.replaceChildren(canvas)
    drawOn(canvas, { still, url, scene, name }, closing.signal)
      .then((drawn) => setPlain(!drawn))
      .catch(() => setPlain(true))
    return () => closing.abort()
  }, [still, url, scene, name])

  return (
    <div className={styles.large}>
      <div ref={host} hidden={isPlain} />
      {isPlain ? <img src={url} alt={name} /> : null}
    </div>
  )
}
