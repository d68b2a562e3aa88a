import { Button, Drawer, Loader } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import { fileSize } from '#desk/parts/formats.ts'
import { thumbnailPath, type GalleryModel } from '#domain/media.ts'
import type { Outcome } from '#domain/problem.ts'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import { ModelProgress } from './model-progress.tsx'

function centimetres([width, height, depth]: GalleryModel['size']): string {
  return `${[width, height, depth].map((metres) => Math.round(metres * 100)).join(' × ')} cm`
}

/** Models to place in the technician's room: choose one, then touch the picture. */
export function GalleryDrawer({
  expert,
  opened,
  onClose,
}: {
  readonly expert: ExpertCall
  readonly opened: boolean
  readonly onClose: () => void
}): ReactElement {
  const { look } = expert
  const { unavailable } = useSnapshot(look)
  const failures = useSnapshot(look.models.failures)
  const [listing, setListing] = useState<Outcome<readonly GalleryModel[]>>()
  const [tries, setTries] = useState(0)
  const why = unavailable.get('models')

  useEffect(() => {
    if (!opened) return
    let cancelled = false
    void look.models.index().then((outcome) => {
      if (!cancelled) setListing(outcome)
    })
    return () => {
      cancelled = true
    }
  }, [look, opened, tries])

  const choose = (model: GalleryModel): void => {
    look.choose({ modelId: model.id, name: model.name })
    onClose()
  }

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title="Gallery"
      position="right"
      closeButtonProps={{ 'aria-label': 'Close' }}
      // Who has chosen a model touches the picture next: nothing that still fades away may take that touch.
      transitionProps={{ exitDuration: 0 }}
    >
      {why === undefined ? null : <Banner title="Models cannot be placed now">{why}</Banner>}
      {listing === undefined ? (
        <div className={styles.loading} role="status">
          <Loader size={28} aria-hidden />
          Loading models
        </div>
      ) : null}
      {listing?.ok === false ? (
        <Banner
          tone="danger"
          title="The models could not be loaded"
          action={
            <Button variant="default" onClick={() => setTries(tries + 1)}>
              Try again
            </Button>
          }
        >
          {listing.problem.sentence}
        </Banner>
      ) : null}
      {listing?.ok === true ? (
        <ul className={styles.models}>
          {listing.value.map((model) => (
            <li key={model.id}>
              <button type="button" className={styles.model} onClick={() => choose(model)}>
                <img src={thumbnailPath(model.id)} alt="" width={112} height={112} loading="lazy" />
                <span>{model.name}</span>
                <span className={styles.muted}>
                  {failures.get(model.id)?.sentence ?? `${centimetres(model.size)}, ${fileSize(model.bytes)}`}
                </span>
                <ModelProgress models={look.models} modelId={model.id} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </Drawer>
  )
}
