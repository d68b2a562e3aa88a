import { Button } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { usePortal } from '../session-context.ts'
import styles from './shell.module.css'

/** Says that the portal is out of reach or that this browser keeps nothing, above every page, while it is so. */
export function LinkBanner(): ReactElement | null {
  const { portal } = usePortal()
  const { status, problem } = useSnapshot(portal.sync)
  const [trying, setTrying] = useState(false)

  async function retry(): Promise<void> {
    setTrying(true)
    await portal.sync.syncNow()
    setTrying(false)
  }

  if (status === 'offline') {
    return (
      <div className={styles.banner}>
        <Banner
          tone="warning"
          title="Offline"
          action={
            <Button variant="default" size="xs" loading={trying} onClick={() => void retry()}>
              Try again
            </Button>
          }
        >
          {problem?.code === undefined || problem.code === 'server-gone'
            ? 'The portal cannot be reached. You see what this device has; what you write is kept here and sent later.'
            : problem.sentence}
        </Banner>
      </div>
    )
  }
  if (!portal.store.durable) {
    return (
      <div className={styles.banner}>
        <Banner tone="warning" title="This browser keeps nothing for the portal">
          What you make lives in this page only. Leave it open until all is saved in the portal, or allow the
          site to store data.
        </Banner>
      </div>
    )
  }
  return null
}
