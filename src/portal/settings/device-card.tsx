import { Button } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { fileSize } from '#desk/parts/formats.ts'
import { usePortal } from '../session-context.ts'
import { Card } from './card.tsx'
import { createDeviceStorage } from './device-storage.ts'
import styles from './settings.module.css'

/** What this browser keeps, and whether it promises to. */
export function DeviceCard(): ReactElement {
  const { portal } = usePortal()
  const [storage] = useState(() => createDeviceStorage(navigator.storage))
  const { persisted, usedBytes, freeBytes, declined } = useSnapshot(storage)
  useEffect(() => void storage.look(), [storage])
  return (
    <Card
      title="This device"
      words="What you write and record is kept in this browser first, then sent to the portal. Signing out leaves it here."
    >
      <dl className={styles.facts}>
        <dt>Kept for good</dt>
        <dd>
          {!portal.store.durable
            ? 'No: this browser lets the portal keep nothing'
            : persisted === true
              ? 'Yes: the browser does not clear it by itself'
              : persisted === false
                ? 'Not promised: the browser may clear it when the disk runs full'
                : 'Unknown: the browser does not say'}
        </dd>
        {usedBytes === undefined ? null : (
          <>
            <dt>Used</dt>
            <dd>{fileSize(usedBytes)}</dd>
          </>
        )}
        {freeBytes === undefined ? null : (
          <>
            <dt>Free for the portal</dt>
            <dd>{fileSize(freeBytes)}</dd>
          </>
        )}
      </dl>
      {declined ? (
        <Banner title="The browser did not promise it">
          Most browsers do so for sites that are used often, are bookmarked or are installed. Ask again later.
        </Banner>
      ) : null}
      {persisted === false ? (
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => void storage.ask()}>
            Keep data on this device
          </Button>
        </div>
      ) : null}
    </Card>
  )
}
