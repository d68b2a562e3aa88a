import { Modal } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, type ReactElement } from 'react'
import type { SceneState } from '#domain/scene.ts'
import type { RecordOf } from '#domain/sync.ts'
import { cx } from '#ui/cx.ts'
import { Spinner } from '#ui/spinner.tsx'
import { dateTime } from '#desk/parts/formats.ts'
import { useBroken } from '../parts/use-broken.ts'
import styles from './session.module.css'
import { useStillUrl } from './use-still-url.ts'

// The compositor brings all of three: only who opens a still fetches it.
const MarkedStill = lazy(async () => ({ default: (await import('./marked-still.tsx')).MarkedStill }))

export interface StillPictureProps {
  readonly still: RecordOf<'still'>
  /** What stands in the session's scene, for the marks on the still. */
  readonly scene: SceneState
  /** `small` beside words. */
  readonly size?: 'small'
}

/** A still's picture, small; touching it shows it large, with its marks. */
export function StillPicture({ still, scene, size }: StillPictureProps): ReactElement {
  const { url, isMissing } = useStillUrl(still)
  const [isBroken, setBroken] = useBroken()
  const [opened, { open, close }] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 36rem)') ?? false
  const name = `Still of ${dateTime(still.at)}`
  const isShown = url !== undefined && !isBroken
  return (
    <>
      <button
        type="button"
        className={cx(styles.picture, size === 'small' && styles.small)}
        disabled={!isShown}
        aria-label={`Enlarge the ${name.toLocaleLowerCase()}`}
        onClick={open}
      >
        {isShown ? <img src={url} alt={name} loading="lazy" onError={setBroken} /> : null}
        {isMissing ? <span>The picture is still on the device that took it</span> : null}
        {isBroken ? <span>The picture cannot be shown while the portal is out of reach</span> : null}
      </button>
      <Modal
        opened={opened}
        onClose={close}
        title={name}
        size="auto"
        fullScreen={isNarrow}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {isShown ? (
          <Suspense fallback={<Spinner label="Drawing the marks" showLabel />}>
            <MarkedStill still={still} url={url} scene={scene} name={name} />
          </Suspense>
        ) : null}
      </Modal>
    </>
  )
}
