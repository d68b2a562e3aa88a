import { Modal } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, type ReactElement, type ReactNode } from 'react'
import type { SceneState } from '#domain/scene.ts'
import type { Kept } from '#store/local-store.ts'
import { cx } from '#ui/cx.ts'
import { Spinner } from '#ui/spinner.tsx'
import { count, dateTime } from '#desk/parts/formats.ts'
import { useBroken } from '../parts/use-broken.ts'
import { WhereKept } from '../parts/where-kept.tsx'
import styles from './session.module.css'
import { useStillUrl } from './use-still-url.ts'

// The compositor brings all of three: only who opens a still fetches it.
const MarkedStill = lazy(async () => ({ default: (await import('./marked-still.tsx')).MarkedStill }))

export interface StillCardProps {
  readonly still: Kept<'still'>
  /** What stands in the session's scene, for the marks on the still. */
  readonly scene: SceneState
  readonly authorName: string | undefined
  /** What else is to be said, such as the session it belongs to. */
  readonly children?: ReactNode
}

/** One still: small in the list, large with its marks. */
export function StillCard({ still, scene, authorName, children }: StillCardProps): ReactElement {
  const { record, where } = still
  const { url, isMissing } = useStillUrl(record)
  const [isBroken, setBroken] = useBroken()
  const [opened, { open, close }] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 36rem)') ?? false
  const name = `Still of ${dateTime(record.at)}`
  const marks = [...scene.marks.values()].filter(
    (mark) => mark.on === 'still' && mark.stillId === record.id,
  ).length
  const isShown = url !== undefined && !isBroken
  return (
    <li className={styles.still}>
      <button
        type="button"
        className={cx(styles.picture)}
        disabled={!isShown}
        aria-label={`Enlarge the ${name.toLocaleLowerCase()}`}
        onClick={open}
      >
        {isShown ? <img src={url} alt={name} loading="lazy" onError={setBroken} /> : null}
        {isMissing ? <span>The picture is still on the device that took it</span> : null}
        {isBroken ? <span>The picture cannot be shown while the portal is out of reach</span> : null}
      </button>
      {children}
      <span className={styles.quiet}>
        {[dateTime(record.at), authorName, marks === 0 ? undefined : count(marks, 'mark')]
          .filter(Boolean)
          .join(', ')}{' '}
        <WhereKept where={where} />
      </span>
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
            <MarkedStill still={record} url={url} scene={scene} name={name} />
          </Suspense>
        ) : null}
      </Modal>
    </li>
  )
}
