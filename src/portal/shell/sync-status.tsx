import { Popover, Progress } from '@mantine/core'
import { IconCircleCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { cx } from '#ui/cx.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { dateTime } from '#desk/parts/formats.ts'
import { usePortal } from '../session-context.ts'
import styles from './shell.module.css'
import { filmStepWords, syncWords } from './sync-words.ts'

const icons = { on: IconCircleCheck, waiting: IconCloudUp, off: IconCloudOff } as const

/** Whether what was made is safe in the portal: in words, with more on demand. */
export function SyncStatus(): ReactElement {
  const { portal } = usePortal()
  const [open, setOpen] = useState(false)
  const sync = useSnapshot(portal.sync)
  const films = useSnapshot(portal.films.progress)
  const waitingStills = useSnapshot(portal.waitingStills)
  const words = syncWords({ sync, films, waitingStills, durable: portal.store.durable })
  const Icon = icons[words.state]
  const sending = films.find((film) => film.step === 'sending')
  const line = (
    <>
      <Icon size={20} stroke={1.75} className={cx(styles[words.state])} aria-hidden />
      <span>
        {words.text}
        {sending ? `, ${Math.floor(sending.share * 100)} %` : null}
      </span>
    </>
  )
  // Nothing to look into: words, and no button whose name would stand beside every "Save".
  if (words.state === 'on') {
    return (
      <p className={styles.sync} role="status" title={words.more}>
        {line}
      </p>
    )
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="top-start"
      width={320}
      shadow="md"
      withArrow
      trapFocus
    >
      <Popover.Target>
        <button
          type="button"
          aria-live="polite"
          className={cx(styles.sync, styles.more)}
          onClick={() => setOpen((was) => !was)}
        >
          {line}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="What is saved">
        <strong>{words.text}</strong>
        <p className={styles.quiet}>{words.more}</p>
        {sync.lastSyncAt === undefined ? null : (
          <p className={styles.quiet}>Last heard from the portal: {dateTime(sync.lastSyncAt)}</p>
        )}
        {films.length === 0 ? null : (
          <ul className={styles.films}>
            {films.map((film) => (
              <li key={film.id} className={styles.film}>
                <span>Film of {dateTime(film.startedAt)}</span>
                <span className={styles.quiet}>{filmStepWords(film)}</span>
                {film.step === 'sending' || film.step === 'finishing' ? (
                  <Progress value={film.share * 100} size="sm" aria-label="Share that is done" />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
