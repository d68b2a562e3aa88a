import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import type { Message } from '#domain/message.ts'
import { StoreError } from '#store/store-error.ts'
import { whereaboutsText } from '#store/whereabouts.ts'
import { Banner } from '#ui/banner.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { SendIcon } from '#ui/icons-tool.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './chat-sheet.module.css'
import type { GuestCall } from './guest-call.ts'
import { StillThumb } from './still-thumb.tsx'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** The chat over the picture. What is written is on the device before it is sent anywhere. */
export function ChatSheet({
  guest,
  onOpenStill,
  onClose,
}: {
  readonly guest: GuestCall
  readonly onOpenStill: (stillId: Id) => void
  readonly onClose: () => void
}): ReactElement {
  const source = useMemo(() => guest.identity.store.watch('message', guest.self.sessionId), [guest])
  const messages = useSnapshot(source)
  const sync = useSnapshot(guest.identity.sync)
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
    guest.say(said).catch((error: unknown) => {
      setText(said)
      setTrouble(error instanceof StoreError ? error.problem.sentence : 'This could not be sent. Try again.')
    })
  }

  return (
    <Sheet
      open
      title="Chat"
      onClose={onClose}
      footer={
        <form className={styles.form} onSubmit={send}>
          <TextField
            label="Message"
            hideLabel
            placeholder="Write a message"
            autoComplete="off"
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <IconButton label="Send" type="submit" icon={<SendIcon />} />
        </form>
      }
    >
      {trouble === undefined ? null : (
        <Banner tone="danger" title="Not sent">
          {trouble}
        </Banner>
      )}
      {count === 0 ? (
        <p className={styles.empty}>No messages yet. What you write stays with the session.</p>
      ) : null}
      <ol className={styles.list} aria-live="polite">
        {messages?.map(({ record, where }, index) => {
          const own = record.author === guest.self.id
          return (
            <li
              key={record.id}
              ref={index === count - 1 ? end : undefined}
              className={own ? styles.own : styles.other}
            >
              <span className={styles.meta}>
                {own ? 'You' : record.authorName}, {time.format(record.at)}
                {own && where.status !== 'in-portal'
                  ? `, ${whereaboutsText(where, sync.status).toLowerCase()}`
                  : ''}
              </span>
              <span className={styles.text}>{record.text}</span>
              <MessageStill guest={guest} record={record} onOpenStill={onOpenStill} />
            </li>
          )
        })}
      </ol>
    </Sheet>
  )
}

/** The still that a message shows, small; a tap makes it large. */
function MessageStill({
  guest,
  record: { stillId, authorName },
  onOpenStill,
}: {
  readonly guest: GuestCall
  readonly record: Message
  readonly onOpenStill: (stillId: Id) => void
}): ReactElement | null {
  if (stillId === undefined) return null
  return (
    <StillThumb
      guest={guest}
      stillId={stillId}
      label={`Still from ${authorName}`}
      onOpen={() => onOpenStill(stillId)}
    />
  )
}
