import { Button, TextInput } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState, type FormEvent, type ReactElement } from 'react'
import { mailAddress, smsAddress, type InviteWords } from '#call/inviting.ts'
import { cx } from '#ui/cx.ts'
import styles from './invite.module.css'

export interface SendPanelProps {
  readonly by: 'mail' | 'sms'
  /** What is written, with the link in it; undefined while there is no link. */
  readonly words: InviteWords | undefined
}

const ways = {
  mail: {
    label: 'Email address',
    type: 'email',
    autoComplete: 'email',
    words: 'Send opens the mail app of this device with the link written.',
    done: 'Your mail app has the message. If none opened, copy the link instead.',
    address: mailAddress,
  },
  sms: {
    label: 'Phone number',
    type: 'tel',
    autoComplete: 'tel',
    words: 'Send opens the messages of this device with the link written.',
    done: 'Your messages app has the text. If none opened, copy the link instead.',
    address: smsAddress,
  },
} as const

/** Hands the link to the device's own mail or messages app, since this portal has no service that sends. */
export function SendPanel({ by, words }: SendPanelProps): ReactElement {
  const way = ways[by]
  const [to, setTo] = useState('')
  const [fault, setFault] = useState<string>()
  const [wasSent, setWasSent] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (words === undefined) return
    const address = way.address(to, words)
    setFault(address.ok ? undefined : address.problem.sentence)
    setWasSent(address.ok)
    if (address.ok) location.href = address.value
  }

  return (
    <>
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
            disabled={words === undefined}
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
