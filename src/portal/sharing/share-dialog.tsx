import { Button, Checkbox, Modal, NativeSelect } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState, type FormEvent, type ReactElement } from 'react'
import type { Sharing } from '#call/sharing.ts'
import type { Id } from '#domain/ids.ts'
import { inviteState } from '#domain/invite.ts'
import type { Session } from '#domain/session.ts'
import styles from '#desk/invite/invite.module.css'
import { LinkField } from '#desk/invite/link-field.tsx'
import { count, dateTime, timeAgo } from '#desk/parts/formats.ts'
import { useNow } from '#desk/parts/use-now.ts'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { FilmRow } from '../history/film-rows.ts'
import { usePortal } from '../session-context.ts'
import { DAY, lives } from '../requests/lives.ts'

interface ShareDialogProps {
  readonly session: Session
  readonly films: readonly FilmRow[]
  readonly opened: boolean
  readonly onClose: () => void
}

/** Gives finished recordings to somebody without an account: a link that only watches. */
export function ShareDialog({ opened, onClose, ...rest }: ShareDialogProps): ReactElement {
  const isNarrow = useMediaQuery('(max-width: 36rem)') ?? false
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Share recording"
      size="lg"
      fullScreen={isNarrow}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Opened {...rest} />
    </Modal>
  )
}

function Opened(props: Omit<ShareDialogProps, 'opened' | 'onClose'>): ReactElement | null {
  const { portal } = usePortal()
  const { id } = props.session
  const [sharing, setSharing] = useState<Sharing>()
  useEffect(() => {
    const made = portal.sharing(id)
    let cancelled = false
    queueMicrotask(() => {
      if (cancelled) return
      setSharing(made)
      void made.open()
    })
    return () => {
      cancelled = true
      made.close()
    }
  }, [portal, id])
  return sharing === undefined ? null : <Panels sharing={sharing} films={props.films} />
}

function Panels({
  sharing,
  films,
}: {
  readonly sharing: Sharing
  readonly films: readonly FilmRow[]
}): ReactElement {
  const { url, hint, trouble } = useSnapshot(sharing)
  const [chosen, setChosen] = useState<readonly Id[]>(films.map(({ id }) => id))
  const [lifeMs, setLifeMs] = useState(String(7 * DAY))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void sharing.share(chosen, Number(lifeMs))
  }
  return (
    <div className={styles.panel}>
      <form className={styles.panel} onSubmit={submit}>
        <Checkbox.Group label="Recordings" value={[...chosen]} onChange={setChosen}>
          <div className={styles.panel}>
            {films.map((film) => (
              <Checkbox key={film.id} value={film.id} label={dateTime(film.startedAt)} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={styles.line}>
          <NativeSelect
            className={styles.field ?? ''}
            label="Works for"
            data={[...lives]}
            value={lifeMs}
            onChange={(event) => setLifeMs(event.currentTarget.value)}
          />
          <Button type="submit" disabled={chosen.length === 0}>
            Make link
          </Button>
        </div>
      </form>
      {trouble === undefined ? null : <Banner tone="danger" title={trouble.sentence} />}
      {url === undefined ? null : (
        <LinkField
          label="Watch Link"
          url={url}
          words="Copy it now: it is shown only once. Whoever has it can watch, without an account."
        />
      )}
      {url === undefined || hint === undefined ? null : <p className={styles.words}>{hint}</p>}
      <Shares sharing={sharing} />
    </div>
  )
}

const badges = { expired: 'Expired', revoked: 'Withdrawn', valid: 'Works' } as const

function Shares({ sharing }: { readonly sharing: Sharing }): ReactElement | null {
  const { shares } = useSnapshot(sharing)
  const now = useNow()
  if (shares === undefined || shares.length === 0) return null
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>Links to recordings of this session</h3>
      <ul className={styles.list}>
        {shares.map((invite) => {
          const state = inviteState(invite, now)
          const made = timeAgo(invite.createdAt, now)
          return (
            <li key={invite.id} className={styles.item}>
              <span className={styles.itemWords}>
                {count(invite.recordingIds?.length ?? 0, 'recording')}, made {made}
                <span className={styles.itemMore}>Until {dateTime(invite.expiresAt)}</span>
              </span>
              {state === 'valid' ? (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Withdraw the link made ${made}`}
                  onClick={() => void sharing.revoke(invite.id)}
                >
                  Withdraw
                </Button>
              ) : (
                <Badge>{badges[state]}</Badge>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
