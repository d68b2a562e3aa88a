import type { ReactElement } from 'react'
import type { Whereabouts } from '#store/local-store.ts'
import { whereaboutsText } from '#store/whereabouts.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { usePortal } from '../session-context.ts'
import styles from './where-kept.module.css'

/** Where a record is, when that is not simply "in the portal". */
export function WhereKept({ where }: { readonly where: Whereabouts }): ReactElement | null {
  const { portal } = usePortal()
  const { status } = useSnapshot(portal.sync)
  if (where.status === 'in-portal' && !where.late) return null
  return <span className={styles[where.status]}>{whereaboutsText(where, status)}</span>
}
