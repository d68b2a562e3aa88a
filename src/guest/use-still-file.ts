import { useEffect, useState } from 'react'
import type { Id } from '#domain/ids.ts'
import { realTimers } from '#store/timers.ts'
import type { GuestCall } from './guest-call.ts'
import { createStillFile, type StillFile } from './still-file.ts'

const COMING: StillFile = { status: 'coming' }

/** The picture of a still as a file, or how it stands with it. */
export function useStillFile({ identity: { store }, shared, call }: GuestCall, stillId: Id): StillFile {
  const [file, setFile] = useState<StillFile>(COMING)
  useEffect(() => {
    const source = createStillFile({ stillId, store, shared, call, timers: realTimers })
    const off = source.subscribe(() => setFile(source.snapshot()))
    return () => {
      off()
      source.close()
      setFile(COMING)
    }
  }, [store, shared, call, stillId])
  return file
}
