import { Button, Loader, Popover, Slider } from '@mantine/core'
import { IconCamera, IconPhoto, IconSun, IconSunOff } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import type { CameraControls } from '#domain/capability.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Asks, CameraAsk } from './asks.ts'
import styles from './camera.module.css'
import { offersAnything } from './camera-words.ts'
import console from './console.module.css'
import type { Look } from './look-state.ts'

const ICON = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** What the technician's camera lets itself be asked. Nothing happens there before the technician's tap. */
export function CameraMenu({ look }: { readonly look: Look }): ReactElement | null {
  const { asks } = look
  const { camera, asks: made } = useSnapshot(asks)
  if (camera === undefined || !offersAnything(camera)) return null
  const isWaiting = made.some(({ state }) => state === 'waiting')
  return (
    <Popover
      position="bottom-end"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
      portalProps={{ target: '#console' }}
    >
      <Popover.Target>
        <Button
          className={console.action}
          size="xs"
          variant="default"
          leftSection={isWaiting ? <Loader size={16} aria-hidden /> : <IconCamera {...ICON} />}
        >
          Camera
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="The technician’s camera">
        <div className={styles.menu}>
          <p className={styles.note}>The technician sees what you ask for and taps to allow it.</p>
          <Light camera={camera} asks={asks} made={made} />
          {camera.zoom === undefined ? null : (
            <Zoom key={camera.zoom.value} zoom={camera.zoom} asks={asks} made={made} />
          )}
          <Lenses camera={camera} asks={asks} made={made} />
          {camera.photo ? (
            <Wish ask={made.find(({ wish }) => wish.kind === 'photo')}>
              <Button
                fullWidth
                variant="default"
                leftSection={<IconPhoto {...ICON} />}
                onClick={() => asks.askCamera({ kind: 'photo' })}
              >
                Ask for a sharp photo
              </Button>
            </Wish>
          ) : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

interface PartProps {
  readonly camera: CameraControls
  readonly asks: Asks
  readonly made: readonly CameraAsk[]
}

function Light({ camera: { torch }, asks, made }: PartProps): ReactElement | null {
  if (torch === undefined) return null
  return (
    <Wish ask={made.find(({ wish }) => wish.kind === 'torch')}>
      <Button
        fullWidth
        variant="default"
        leftSection={torch ? <IconSunOff {...ICON} /> : <IconSun {...ICON} />}
        onClick={() => asks.askCamera({ kind: 'torch', on: !torch })}
      >
        {torch ? 'Ask to turn the light off' : 'Ask for light'}
      </Button>
    </Wish>
  )
}

function Zoom({
  zoom,
  asks,
  made,
}: Omit<PartProps, 'camera'> & { readonly zoom: NonNullable<CameraControls['zoom']> }): ReactElement {
  const [value, setValue] = useState(zoom.value)
  return (
    <Wish ask={made.find(({ wish }) => wish.kind === 'zoom')}>
      <div className={styles.zoom}>
        <span id="zoom">Zoom</span>
        <Slider
          className={styles.slider}
          thumbLabel="Zoom"
          min={zoom.min}
          max={zoom.max}
          step={zoom.step > 0 ? zoom.step : 0.1}
          value={value}
          label={(at) => `${at.toFixed(1)}×`}
          onChange={setValue}
        />
        <Button
          size="xs"
          variant="default"
          disabled={value === zoom.value}
          onClick={() => asks.askCamera({ kind: 'zoom', value })}
        >
          Ask for {value.toFixed(1)}×
        </Button>
      </div>
    </Wish>
  )
}

function Lenses({ camera: { lenses, lensId }, asks, made }: PartProps): ReactElement | null {
  if (lenses === undefined || lenses.length < 2) return null
  return (
    <Wish ask={made.find(({ wish }) => wish.kind === 'lens')}>
      <div className={styles.lenses} role="group" aria-label="Lens">
        {lenses.map(({ id, label }) => (
          <Button
            key={id}
            size="xs"
            variant={id === lensId ? 'light' : 'default'}
            aria-pressed={id === lensId}
            disabled={id === lensId}
            onClick={() => asks.askCamera({ kind: 'lens', lensId: id })}
          >
            {id === lensId ? `${label}, in use` : `Ask for ${label}`}
          </Button>
        ))}
      </div>
    </Wish>
  )
}

/** One thing to ask for, and what came of it. */
function Wish({
  ask,
  children,
}: {
  readonly ask: CameraAsk | undefined
  readonly children: ReactElement
}): ReactElement {
  return (
    <div className={styles.wish}>
      {children}
      {ask === undefined ? null : (
        <span className={styles.answer} data-state={ask.state}>
          {ask.sentence}
        </span>
      )}
    </div>
  )
}
