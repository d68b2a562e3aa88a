import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useState, type FormEvent, type ReactElement } from 'react'
import { Link } from 'wouter'
import { MIN_PASSWORD_LENGTH } from '#domain/agent.ts'
import { Banner } from '#ui/banner.tsx'
import { FrontCard, FrontPage } from './front-page.tsx'
import styles from './front-page.module.css'
import type { Gate } from './gate.ts'
import { setupFaults, type SetupFields } from './setup-fields.ts'
import { useFirstFocus } from '#desk/parts/use-first-focus.ts'
import { useFormSend } from './use-form-send.ts'

/** Makes the first owner, by the link that the server printed. */
export function SetupPage({
  gate,
  setupNeeded,
}: {
  readonly gate: Gate
  readonly setupNeeded: boolean
}): ReactElement {
  useDocumentTitle('Set up · Farpoint')
  const [token] = useState(() => location.hash.slice(1))
  return (
    <FrontPage>
      {setupNeeded && token !== '' ? (
        <FrontCard title="Make the first owner" words="With this account you sign in here, on any device.">
          <SetupForm gate={gate} token={token} />
        </FrontCard>
      ) : setupNeeded ? (
        <FrontCard
          title="This link is not whole"
          words="Open the setup link as the server printed it, to its last letter."
        >
          <Button component={Link} href="/sign-in" variant="default">
            Go to sign in
          </Button>
        </FrontCard>
      ) : (
        <FrontCard
          title="This workspace is set up"
          words="It has an owner already, so the setup link has done its work."
        >
          <Button component={Link} href="/sign-in">
            Go to sign in
          </Button>
        </FrontCard>
      )}
    </FrontPage>
  )
}

function SetupForm({ gate, token }: { readonly gate: Gate; readonly token: string }): ReactElement {
  const [fields, setFields] = useState<SetupFields>({ name: '', email: '', password: '' })
  const [wasSent, setWasSent] = useState(false)
  const field = useFirstFocus<HTMLInputElement>()
  const { sending, problem, send } = useFormSend()
  const faults = setupFaults(fields)
  const shown = wasSent ? faults : {}

  function submit(event: FormEvent): void {
    event.preventDefault()
    setWasSent(true)
    if (Object.keys(faults).length === 0)
      void send(() => gate.setUp({ token, ...fields, email: fields.email.trim() }))
  }
  const take = (name: keyof SetupFields, value: string): void => setFields({ ...fields, [name]: value })

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {problem ? (
        <Banner tone="danger" title={problem.sentence}>
          {problem.code === 'setup-done' ? <Link href="/sign-in">Go to sign in</Link> : null}
        </Banner>
      ) : null}
      <TextInput
        label="Name"
        description="As guests and colleagues will see it"
        autoComplete="name"
        required
        withAsterisk={false}
        ref={field}
        value={fields.name}
        error={shown.name}
        onChange={(event) => take('name', event.currentTarget.value)}
      />
      <TextInput
        label="Email"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={fields.email}
        error={shown.email}
        onChange={(event) => take('email', event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        description={`At least ${MIN_PASSWORD_LENGTH} characters; several words are good`}
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={fields.password}
        error={shown.password}
        onChange={(event) => take('password', event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={sending}>
        Make owner and sign in
      </Button>
    </form>
  )
}
