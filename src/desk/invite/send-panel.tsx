import { Button, TextInput } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState, type FormEvent, type ReactElement } from 'react'
import { guestWords, mailAddress, smsAddress, type GuestLink, type Inviting } from '#call/inviting.ts'
import { cx } from '#ui/cx.ts'
import styles from './invite.module.css'
import { LinkTrouble } from './link-trouble.tsx'

export interface SendPanelProps {
  readonly by: 'mail' | 'sms'
  readonly title: string
  readonly inviting: Inviting
  readonly link: GuestLink
}

const ways = {
  mail: {
    label: 'Email address',
    type: 'email',
    autoComplete: 'email',
    words: 'Send opens the mail app of this device with the link written.',
    done: 'Your mail app has the message. If none opened, copy the link from the tab “Guest”.',
    address: mailAddress,
  },
  sms: {
    label: 'Phone number',
    type: 'tel',
    autoComplete: 'tel',
    words: 'Send opens the messages of this device with the link written.',
    done: 'Your messages app has the text. If none opened, copy the link from the tab “Guest”.',
    address: smsAddress,
  },
} as const

/** Hands the link to the device's own mail or messages app, since this portal has no service that sends. */
export function SendPanel({ by, title, inviting, link }: SendPanelProps): ReactElement {
  const way = ways[by]
  const [to, setTo] = useState('')
  const [fault, setFault] = useState<string>()
  const [wasSent, setWasSent] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (link.status !== 'ready') return
    const address = way.address(to, guestWords(title, link.url))
    setFault(address.ok ? undefined : address.problem.sentence)
    setWasSent(address.ok)
    if (address.ok) location.href = address.value
  }

  return (
    <>
      <LinkTrouble inviting={inviting} link={link} />
      <form onSubmit={submit} noValidate>
        <div className={styles.line}>
          <TextInput
            className={cx(styles.field)}
            label={way.label}
            type={way.type}
            autoComplete={way.autoComplete}
            value={to}
            aria-describedby={fault === undefined ? undefined : `send-fault-${by}`}
            error={fault !== undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button
            type="submit"
            disabled={link.status !== 'ready'}
            leftSection={<IconSend size={18} stroke={1.75} />}
          >
            Send
          </Button>
        </div>
        {fault === undefined ? null : (
          <p id={`send-fault-${by}`} role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
      </form>
      <p className={styles.words} role="status">
        {wasSent ? way.done : way.words}
      </p>
    </>
  )
}
