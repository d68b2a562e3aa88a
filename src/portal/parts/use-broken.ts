import { useState } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { usePortal } from '../session-context.ts'

/**
 * Whether a file could not be shown, and the way to say so. Forgotten when the portal goes or comes back, so that what was
 * broken by the connection is asked for again.
 */
export function useBroken(): readonly [isBroken: boolean, setBroken: () => void] {
  const { portal } = usePortal()
  const isOffline = useSnapshot(portal.sync).status === 'offline'
  const [brokenWhenOffline, setBroken] = useState<boolean>()
  return [brokenWhenOffline === isOffline, () => setBroken(isOffline)]
}
