import { useEffect, useState } from 'react'

/** How long "Copied" stays, in milliseconds: long enough to be read after looking up from the keyboard. */
const SHOWN_MS = 2_500

export interface Copying {
  readonly result: 'copied' | 'refused' | undefined
  copy(text: string): Promise<void>
}

/** Copies to the clipboard and says whether that worked; pages without HTTPS have no clipboard. */
export function useCopy(): Copying {
  const [result, setResult] = useState<Copying['result']>()
  useEffect(() => {
    if (result === undefined) return
    const timer = setTimeout(() => setResult(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [result])
  return {
    result,
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text)
        setResult('copied')
      } catch {
        setResult('refused')
      }
    },
  }
}
