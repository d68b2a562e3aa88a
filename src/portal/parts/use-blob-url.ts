import { useEffect, useState } from 'react'

export type BlobUrl =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'missing' }

/**
 * An address for a blob of this device, for as long as the component stands. `load` must be stable (useCallback), as it is
 * called again whenever it changes; undefined asks for nothing.
 */
export function useBlobUrl(load: (() => Promise<Blob | undefined>) | undefined): BlobUrl {
  const [state, setState] = useState<BlobUrl>({ status: 'loading' })
  useEffect(() => {
    let cancelled = false
    let url: string | undefined
    const read = async (): Promise<void> => {
      const blob = await load?.().catch(() => undefined)
      if (cancelled) return
      if (blob === undefined) return setState({ status: 'missing' })
      url = URL.createObjectURL(blob)
      setState({ status: 'ready', url })
    }
    void read()
    return () => {
      cancelled = true
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [load])
  return state
}
