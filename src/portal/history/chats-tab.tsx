import { Avatar } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { useMemo, type ReactElement } from 'react'
import { foldScene, type SceneState } from '#domain/scene.ts'
import type { RecordOf } from '#domain/sync.ts'
import type { Kept } from '#store/local-store.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { byDay, clockTime } from '../parts/by-day.ts'
import { initials } from '#desk/parts/formats.ts'
import { Skeletons } from '../parts/skeletons.tsx'
import { WhereKept } from '../parts/where-kept.tsx'
import { useKept } from '../session-context.ts'
import type { TabProps } from './session-page.tsx'
import styles from './session.module.css'
import { StillPicture } from './still-picture.tsx'

/** Everything that was written in the chat, in order. */
export function ChatsTab({ session }: TabProps): ReactElement {
  const messages = useKept('message', session.id)
  const stills = useKept('still', session.id)
  const operations = useKept('scene', session.id)
  const scene = useMemo(() => foldScene((operations ?? []).map(({ record }) => record)), [operations])
  if (messages === undefined) return <Skeletons rows={4} height={48} />
  if (messages.length === 0) {
    return (
      <EmptyState icon={<IconMessage size={28} />} title="Nobody wrote anything">
        What is written in the call’s chat stays here.
      </EmptyState>
    )
  }
  return (
    <>
      {byDay(messages, ({ record }) => record.at).map((day) => (
        <section key={day.name}>
          <h2 className={styles.day}>{day.name}</h2>
          <ul className={styles.log} aria-label={`Chat of ${day.name}`}>
            {day.items.map((message) => (
              <MessageItem
                key={message.record.id}
                message={message}
                still={stills?.find(({ record }) => record.id === message.record.stillId)?.record}
                scene={scene}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function MessageItem({
  message: { record, where },
  still,
  scene,
}: {
  readonly message: Kept<'message'>
  /** What the message shows, once it is known here. */
  readonly still: RecordOf<'still'> | undefined
  readonly scene: SceneState
}): ReactElement {
  return (
    <li className={styles.message}>
      <Avatar size={36} radius="xl" color={record.authorSeat === 'expert' ? 'farpoint' : 'gray'} aria-hidden>
        {initials(record.authorName)}
      </Avatar>
      <div>
        <div className={styles.messageHead}>
          <span className={styles.author}>{record.authorName}</span>
          <span className={styles.quiet}>{record.authorSeat === 'expert' ? 'Expert' : 'Technician'}</span>
          <time className={styles.quiet} dateTime={new Date(record.at).toISOString()}>
            {clockTime(record.at)}
          </time>
          <WhereKept where={where} />
        </div>
        <p className={styles.text}>{record.text}</p>
        {still === undefined ? null : <StillPicture still={still} scene={scene} size="small" />}
      </div>
    </li>
  )
}
