import { Modal } from '@mantine/core'
import { lazy, Suspense, type ReactElement } from 'react'
import type { GalleryModel } from '#domain/media.ts'
import { Spinner } from '#ui/spinner.tsx'
import { fileSize } from '#desk/parts/formats.ts'
import styles from './gallery.module.css'
import { sizeWords } from './model-list.ts'

// Everything in 3D is one chunk that only who opens a model fetches.
const ModelViewer = lazy(async () => ({ default: (await import('./model-viewer.tsx')).ModelViewer }))

export interface ModelDialogProps {
  readonly model: GalleryModel | undefined
  readonly onClose: () => void
}

/** A model to turn around, with its real size and its licence. */
export function ModelDialog({ model, onClose }: ModelDialogProps): ReactElement {
  return (
    <Modal
      opened={model !== undefined}
      onClose={onClose}
      title={model?.name}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {model === undefined ? null : (
        <div className={styles.viewer}>
          <div className={styles.stage}>
            <Suspense
              fallback={
                <div className={styles.stageWords}>
                  <Spinner label="Loading the model" showLabel />
                </div>
              }
            >
              <ModelViewer key={model.id} model={model} />
            </Suspense>
          </div>
          <dl className={styles.facts}>
            <dt>Real size</dt>
            <dd>{sizeWords(model.size)}, on squares of 10 cm</dd>
            <dt>File</dt>
            <dd>{fileSize(model.bytes)}</dd>
            <dt>Licence</dt>
            <dd>{model.licence}</dd>
          </dl>
        </div>
      )}
    </Modal>
  )
}
