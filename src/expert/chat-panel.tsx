import { ActionIcon, TextInput } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactElement } from 'react'
import { StoreError } from '#store/store-error.ts'
import { whereaboutsText } from '#store/whereabouts.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ChatStill } from './chat-still.tsx'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** The chat. What is written is on this device before it is sent anywhere. */
export function ChatPanel({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const source = useMemo(() => expert.identity.store.watch('message', expert.sessionId), [expert])
  const messages = useSnapshot(source)
  const sync = useSnapshot(expert.identity.sync)
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const end = useRef<HTMLLIElement>(null)
  const count = messages?.length ?? 0

  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [count])

  const send = (event: FormEvent): void => {
    event.preventDefault()
    const said = text.trim()
    if (said === '') return
    setText('')
    setTrouble(undefined)
    expert.shared.say(said).catch((error: unknown) => {
      setText(said)
      setTrouble(error instanceof StoreError ? error.problem.sentence : 'This could not be sent. Try again.')
    })
  }

  return (
    <section className={styles.chat} aria-labelledby="chat">
      <h2 id="chat" className={styles.panelTitle}>
        Chat
      </h2>
      {count === 0 ? (
        <p className={styles.nothing}>No messages yet. What is written here stays with the session.</p>
      ) : null}
      {/* Scrolls by keyboard: nothing inside takes the focus, which the rule does not know. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol
        className={styles.messages}
        aria-live="polite"
        aria-label="What was written"
        tabIndex={count === 0 ? -1 : 0}
      >
        {messages?.map(({ record, where }, index) => {
          const own = record.author === expert.self.id
          return (
            <li
              key={record.id}
              ref={index === count - 1 ? end : undefined}
              className={own ? styles.ownMessage : styles.message}
            >
              <span className={styles.muted}>
                {own ? 'You' : record.authorName}, {time.format(record.at)}
                {own && where.status !== 'in-portal'
                  ? `, ${whereaboutsText(where, sync.status).toLowerCase()}`
                  : ''}
              </span>
              <span className={styles.bubble}>
                {record.stillId === undefined ? null : (
                  <ChatStill look={expert.look} stillId={record.stillId} />
                )}
                {record.text}
              </span>
            </li>
          )
        })}
      </ol>
      <form className={styles.row} onSubmit={send}>
        <TextInput
          className={styles.grow}
          aria-label="Message"
          placeholder="Write a message"
          autoComplete="off"
          maxLength={4000}
          value={text}
          error={trouble}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon type="submit" size={40} aria-label="Send">
          <IconSend2 size={20} stroke={1.75} />
        </ActionIcon>
      </form>
    </section>
  )
}
