import { Button } from '@mantine/core'
import { IconBox } from '@tabler/icons-react'
import { useEffect, useState, type ReactElement } from 'react'
import { thumbnailPath, type GalleryModel } from '#domain/media.ts'
import { Banner } from '#ui/banner.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { Skeletons } from '../parts/skeletons.tsx'
import styles from './gallery.module.css'
import { createModelList, sizeWords } from './model-list.ts'
import { ModelDialog } from './model-dialog.tsx'

/** The starter gallery: models that can be placed in a call. */
export function ModelsTab(): ReactElement {
  const [list] = useState(() => createModelList((input, init) => fetch(input, init)))
  const state = useSnapshot(list)
  const [opened, setOpened] = useState<GalleryModel>()
  useEffect(() => void list.load(), [list])

  switch (state.status) {
    case 'loading':
      return <Skeletons rows={2} height={220} />
    case 'failed':
      return (
        <Banner
          tone="warning"
          title="The models cannot be listed"
          action={
            <Button variant="default" size="xs" onClick={() => void list.load()}>
              Try again
            </Button>
          }
        >
          {state.problem.sentence}
        </Banner>
      )
    case 'ready':
      return state.models.length === 0 ? (
        <EmptyState icon={<IconBox size={28} />} title="No models">
          This installation came without a starter gallery.
        </EmptyState>
      ) : (
        <>
          <ul className={styles.models} aria-label="3D models">
            {state.models.map((model) => (
              <li key={model.id}>
                <ModelCard model={model} onOpen={() => setOpened(model)} />
              </li>
            ))}
          </ul>
          <ModelDialog model={opened} onClose={() => setOpened(undefined)} />
        </>
      )
  }
}

function ModelCard({
  model,
  onOpen,
}: {
  readonly model: GalleryModel
  readonly onOpen: () => void
}): ReactElement {
  const [hasPortrait, setHasPortrait] = useState(true)
  return (
    <button type="button" className={styles.model} onClick={onOpen}>
      <span className={styles.portrait}>
        {hasPortrait ? (
          <img src={thumbnailPath(model.id)} alt="" loading="lazy" onError={() => setHasPortrait(false)} />
        ) : (
          <IconBox size={48} stroke={1.25} aria-hidden />
        )}
      </span>
      <span className={styles.modelWords}>
        <span className={styles.modelName}>{model.name}</span>
        <span className={styles.quiet}>{sizeWords(model.size)}</span>
      </span>
    </button>
  )
}
