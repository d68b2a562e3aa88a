import { Button, PasswordInput } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import { MIN_PASSWORD_LENGTH, Password } from '#domain/agent.ts'
import { problems } from '#domain/problem.ts'
import { Banner } from '#ui/banner.tsx'
import { useFirstFocus } from '#desk/parts/use-first-focus.ts'
import { useFormSend } from '../gate/use-form-send.ts'
import { usePortal } from '../session-context.ts'
import styles from './settings.module.css'

export interface PasswordFormProps {
  /** For password managers: whose password it is. */
  readonly email: string
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Asks for the old password and the new one. */
export function PasswordForm({ email, onDone, onCancel }: PasswordFormProps): ReactElement {
  const { portal } = usePortal()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const field = useFirstFocus<HTMLInputElement>()
  const { sending, problem, send } = useFormSend()
  const isStrong = Password.safeParse(next).success

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setWasSent(true)
    if (!isStrong) return
    if (await send(() => portal.api.call('changePassword', { current, next }))) onDone()
  }

  return (
    <form onSubmit={(event) => void submit(event)} className={styles.form} noValidate>
      {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        ref={field}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        description={`At least ${MIN_PASSWORD_LENGTH} characters`}
        autoComplete="new-password"
        value={next}
        error={wasSent && !isStrong ? problems['password-weak'].sentence : undefined}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={sending}>
          Change password
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
