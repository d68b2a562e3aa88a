import type { ReactElement } from 'react'
import { may } from '#domain/permissions.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { PageHeader } from '../parts/page-header.tsx'
import { usePortal } from '../session-context.ts'
import { AccountCard } from './account-card.tsx'
import { DeviceCard } from './device-card.tsx'
import { NetworkCard } from './network-card.tsx'
import styles from './settings.module.css'
import { WorkspaceCard } from './workspace-card.tsx'

/** What can be set: for the workspace (its owner), for the account, and on this device. */
export function SettingsPage(): ReactElement {
  const { portal } = usePortal()
  const { agent } = useSnapshot(portal.who)
  return (
    <>
      <PageHeader title="Settings" />
      <div className={styles.cards}>
        {may(agent.role, 'settings.write') ? <WorkspaceCard /> : null}
        <AccountCard />
        <DeviceCard />
        <NetworkCard />
      </div>
    </>
  )
}
