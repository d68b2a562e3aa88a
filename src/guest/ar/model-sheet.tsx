import type { ReactElement } from 'react'
import { sizeWords } from '#domain/length-words.ts'
import { thumbnailPath, type GalleryModel } from '#domain/media.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { useModels } from '../use-models.ts'
import type { ArRun } from './ar-run.ts'
import styles from './model-sheet.module.css'

/** Models to choose from; the chosen one is put down by a tap on the picture. */
export function ModelSheet({
  guest,
  run,
  onClose,
}: {
  readonly guest: GuestCall
  readonly run: ArRun
  readonly onClose: () => void
}): ReactElement {
  const { listing, retry } = useModels()
  const { units } = useSnapshot(guest.preferences)
  const place = (model: GalleryModel): void => {
    run.kit.place(model)
    onClose()
  }
  return (
    <Sheet open title="Place a model" onClose={onClose}>
      {listing.status === 'loading' ? <Spinner label="Loading models" showLabel /> : null}
      {listing.status === 'failed' ? (
        <Banner
          tone="danger"
          title="The models could not be loaded"
          action={<Button onClick={retry}>Try again</Button>}
        >
          Check the network of this phone.
        </Banner>
      ) : null}
      {listing.status === 'ready' ? (
        <ul className={styles.grid}>
          {listing.models.map((model) => (
            <li key={model.id}>
              <button type="button" className={styles.model} onClick={() => place(model)}>
                <img src={thumbnailPath(model.id)} alt="" width={96} height={96} loading="lazy" />
                <span>{model.name}</span>
                <span className={styles.size}>{sizeWords(model.size, units)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </Sheet>
  )
}
