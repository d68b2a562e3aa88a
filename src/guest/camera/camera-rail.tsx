import { useState, type ReactElement } from 'react'
import type { CameraControls } from '#domain/capability.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { LensIcon, PhotoIcon, TorchIcon, ZoomIcon } from '#ui/icons-camera.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { CameraDesk } from './camera-desk.ts'
import styles from './camera-rail.module.css'
import { zoomWords } from './wish-words.ts'

/** The camera's own buttons at the picture's side, under the thumb; only what this camera can do. */
export function CameraRail({ desk }: { readonly desk: CameraDesk }): ReactElement | null {
  const { offer, isBusy } = useSnapshot(desk)
  const [isZooming, setZooming] = useState(false)
  if (offer === undefined) return null
  const { torch, zoom, lenses = [], lensId } = offer
  const next = lenses[(lenses.findIndex(({ id }) => id === lensId) + 1) % lenses.length]
  return (
    <div className={styles.rail} role="group" aria-label="Camera">
      {isZooming && zoom !== undefined ? <Zoom desk={desk} zoom={zoom} /> : null}
      <div className={styles.buttons}>
        {torch === undefined ? null : (
          <IconButton
            label="Light"
            tone="camera"
            pressed={torch}
            icon={<TorchIcon />}
            onClick={() => void desk.apply({ kind: 'torch', on: !torch })}
          />
        )}
        {zoom === undefined ? null : (
          <IconButton
            label={`Zoom, ${zoomWords(zoom.value)}`}
            tone="camera"
            pressed={isZooming}
            icon={<ZoomIcon />}
            onClick={() => setZooming(!isZooming)}
          />
        )}
        {lenses.length < 2 || next === undefined ? null : (
          <IconButton
            label={next.label === '' ? 'Other lens' : `Other lens: ${next.label}`}
            tone="camera"
            icon={<LensIcon />}
            onClick={() => void desk.apply({ kind: 'lens', lensId: next.id })}
          />
        )}
        {offer.photo ? (
          <IconButton
            label="Sharp photo"
            tone="camera"
            aria-busy={isBusy}
            disabled={isBusy}
            icon={<PhotoIcon />}
            onClick={() => void desk.apply({ kind: 'photo' })}
          />
        ) : null}
      </div>
    </div>
  )
}

function Zoom({
  desk,
  zoom,
}: {
  readonly desk: CameraDesk
  readonly zoom: NonNullable<CameraControls['zoom']>
}): ReactElement {
  // Follows the finger at once; the camera says a moment later how far it went.
  const [wanted, setWanted] = useState(zoom.value)
  return (
    <label className={styles.zoom}>
      <span>{zoomWords(wanted)}</span>
      <input
        type="range"
        aria-label="Zoom"
        min={zoom.min}
        max={zoom.max}
        step={zoom.step > 0 ? zoom.step : 'any'}
        value={wanted}
        aria-valuetext={zoomWords(wanted)}
        onChange={(event) => {
          const value = event.target.valueAsNumber
          setWanted(value)
          void desk.apply({ kind: 'zoom', value })
        }}
      />
    </label>
  )
}
