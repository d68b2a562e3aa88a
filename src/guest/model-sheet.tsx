import { useEffect, useState, type ReactElement } from 'react'
import { GalleryIndex, MODELS_INDEX_PATH, thumbnailPath, type GalleryModel } from '#domain/media.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { Spinner } from '#ui/spinner.tsx'
import styles from './model-sheet.module.css'
import type { GuestCall } from './guest-call.ts'

type Listing =
  | { readonly status: 'loading' }
  | { readonly status: 'failed' }
  | { readonly status: 'ready'; readonly models: readonly GalleryModel[] }

function useModels(): { listing: Listing; retry: () => void } {
  const [listing, setListing] = useState<Listing>({ status: 'loading' })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let cancelled = false
    const load = async (): Promise<void> => {
      const answer = await fetch(MODELS_INDEX_PATH)
      if (!answer.ok) throw new Error(`The list of models was answered with ${answer.status}`)
      const models = GalleryIndex.parse(await answer.json())
      if (!cancelled) setListing({ status: 'ready', models })
    }
    load().catch(() => {
      if (!cancelled) setListing({ status: 'failed' })
    })
    return () => {
      cancelled = true
    }
  }, [tries])
  return {
    listing,
    retry: () => {
      setListing({ status: 'loading' })
      setTries(tries + 1)
    },
  }
}

function centimetres([width, height, depth]: GalleryModel['size']): string {
  return [width, height, depth].map((metres) => Math.round(metres * 100)).join(' × ') + ' cm'
}

/** Models to put where the phone looks. */
export function ModelSheet({
  guest,
  onClose,
}: {
  readonly guest: GuestCall
  readonly onClose: () => void
}): ReactElement {
  const { listing, retry } = useModels()
  const place = (model: GalleryModel): void => {
    guest.ladders.tracker()?.placeModel(model.id)
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
                <span className={styles.size}>{centimetres(model.size)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </Sheet>
  )
}
