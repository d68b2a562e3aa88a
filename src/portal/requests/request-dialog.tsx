import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState, type ReactElement } from 'react'
import { requestWords } from '#call/inviting.ts'
import type { Requesting } from '#call/requesting.ts'
import type { Session } from '#domain/session.ts'
import styles from '#desk/invite/invite.module.css'
import { LinkField } from '#desk/invite/link-field.tsx'
import { SendPanel } from '#desk/invite/send-panel.tsx'
import { dateTime } from '#desk/parts/formats.ts'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { usePortal } from '../session-context.ts'
import { RequestContentForm } from './request-content-form.tsx'
import { RequestList } from './request-list.tsx'

interface RequestDialogProps {
  readonly session: Session
  readonly opened: boolean
  readonly onClose: () => void
}

/** Asks a technician to record alone: one link, what it asks for, and how far each request is. */
export function RequestDialog({ session, opened, onClose }: RequestDialogProps): ReactElement {
  const isNarrow = useMediaQuery('(max-width: 36rem)') ?? false
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Request AR Recording"
      size="lg"
      fullScreen={isNarrow}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Opened session={session} />
    </Modal>
  )
}

/** The requests of the session while the dialog is open. */
function Opened({ session }: { readonly session: Session }): ReactElement | null {
  const { portal } = usePortal()
  const [requesting, setRequesting] = useState<Requesting>()
  useEffect(() => {
    const made = portal.requesting(session.id)
    let cancelled = false
    // One step later, so that an effect which is taken back at once has made no link.
    queueMicrotask(() => {
      if (cancelled) return
      setRequesting(made)
      void made.open()
    })
    return () => {
      cancelled = true
      made.close()
    }
  }, [portal, session.id])
  return requesting === undefined ? null : <Panels requesting={requesting} session={session} />
}

function Panels({
  requesting,
  session,
}: {
  readonly requesting: Requesting
  readonly session: Session
}): ReactElement {
  const { link, requests, hint, trouble } = useSnapshot(requesting)
  const words = link && requestWords(session.title, link.url)
  return (
    <div className={styles.panel}>
      <LinkField
        label="AR Recording Link"
        url={link?.url}
        words={
          link === undefined
            ? 'One moment.'
            : `Works until ${dateTime(link.invite.expiresAt)}. Whoever opens it records on their phone, with nobody online, and sends it to you.`
        }
      />
      {hint === undefined ? null : <p className={styles.words}>{hint}</p>}
      {trouble === undefined ? null : <Banner tone="danger" title={trouble.sentence} />}
      {link === undefined ? null : (
        <RequestContentForm key={link.invite.id} requesting={requesting} invite={link.invite} />
      )}
      <section className={styles.section} aria-label="Share via Email">
        <h3 className={styles.sectionTitle}>Share via Email</h3>
        <div>
          <SendPanel by="mail" words={words} />
        </div>
      </section>
      <section className={styles.section} aria-label="Share via SMS">
        <h3 className={styles.sectionTitle}>Share via SMS</h3>
        <div>
          <SendPanel by="sms" words={words} />
        </div>
      </section>
      {requests === undefined || requests.length === 0 ? null : (
        <RequestList requesting={requesting} requests={requests} session={session} />
      )}
    </div>
  )
}
