import type { Whereabouts } from './local-store.ts'
import type { SyncState } from './sync.ts'

/** Where a record is, in words for people. */
export function whereaboutsText(where: Whereabouts, sync: SyncState['status']): string {
  switch (where.status) {
    case 'on-device':
      return sync === 'sending' ? 'Waiting to send' : 'On this device'
    case 'received':
      return 'On this device'
    case 'in-portal':
      return where.late ? 'In the portal, arrived after the end' : 'In the portal'
    case 'refused':
      return where.problem.sentence
  }
}
