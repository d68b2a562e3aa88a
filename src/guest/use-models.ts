import { useEffect, useState } from 'react'
import { GalleryIndex, MODELS_INDEX_PATH, type GalleryModel } from '#domain/media.ts'

type Listing =
  | { readonly status: 'loading' }
  | { readonly status: 'failed' }
  | { readonly status: 'ready'; readonly models: readonly GalleryModel[] }

/** The models that the portal offers. */
export function useModels(): { listing: Listing; retry: () => void } {
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
