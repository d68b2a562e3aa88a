import { createContext, useContext } from 'react'
import type { Id } from '#domain/ids.ts'
import type { ChangeKind } from '#domain/sync.ts'
import type { Kept } from '#store/local-store.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Gate } from './gate/gate.ts'
import type { PortalSession } from './portal-session.ts'

/** What signed-in screens work on. */
export interface PortalContextValue {
  readonly gate: Gate
  readonly portal: PortalSession
}

export const PortalContext = createContext<PortalContextValue | undefined>(undefined)

/** The signed-in agent's session; only for screens inside the shell. */
export function usePortal(): PortalContextValue {
  const value = useContext(PortalContext)
  if (value === undefined) throw new Error('This screen stands outside of the signed-in shell')
  return value
}

/** The live list of one kind, of one session or of all; undefined until it was read from the device. */
export function useKept<K extends ChangeKind>(kind: K, sessionId?: Id): readonly Kept<K>[] | undefined {
  return useSnapshot(usePortal().portal.store.watch(kind, sessionId))
}

/** Whether the portal has answered once, or cannot: before that, an empty list may only be late. */
export function useIsSettled(): boolean {
  const { status, lastSyncAt } = useSnapshot(usePortal().portal.sync)
  return status !== 'sending' || lastSyncAt !== undefined
}
