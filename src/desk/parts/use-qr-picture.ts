import { useEffect, useState } from 'react'
import { qrPicture } from '#call/inviting.ts'

/** The QR code of an address as a data URL; undefined until it is drawn. */
export function useQrPicture(url: string | undefined): string | undefined {
  const [drawn, setDrawn] = useState<{ readonly url: string; readonly picture: string }>()
  useEffect(() => {
    if (url === undefined) return
    let cancelled = false
    const draw = async (): Promise<void> => {
      const picture = await qrPicture(url)
      if (!cancelled) setDrawn({ url, picture })
    }
    void draw()
    return () => {
      cancelled = true
    }
  }, [url])
  return drawn?.url === url ? drawn?.picture : undefined
}
