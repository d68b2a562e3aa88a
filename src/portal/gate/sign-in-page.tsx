import { Button, Code, PasswordInput, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useState, type FormEvent, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { useFirstFocus } from '#desk/parts/use-first-focus.ts'
import { useFormSend } from './use-form-send.ts'
import { FrontCard, FrontPage } from './front-page.tsx'
import styles from './front-page.module.css'
import type { Gate } from './gate.ts'

export interface SignInPageProps {
  readonly gate: Gate
  readonly setupNeeded: boolean
  readonly workspaceName: string
}

/** The way in for agents; before there is an owner, the way to the setup link. */
export function SignInPage({ gate, setupNeeded, workspaceName }: SignInPageProps): ReactElement {
  useDocumentTitle('Sign in · Farpoint')
  return (
    <FrontPage>
      {setupNeeded ? (
        <FrontCard
          title="Make the first owner"
          words="Nobody can sign in here yet: this workspace has no owner."
        >
          <Banner title="Open the setup link">
            The server prints it when it starts. It ends with <Code>/setup#</Code> and a code of letters and
            digits.
          </Banner>
        </FrontCard>
      ) : (
        <FrontCard title="Sign in" words={`To ${workspaceName}`}>
          <SignInForm gate={gate} />
        </FrontCard>
      )}
    </FrontPage>
  )
}

function SignInForm({ gate }: { readonly gate: Gate }): ReactElement {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const field = useFirstFocus<HTMLInputElement>()
  const { sending, problem, send } = useFormSend()

  function submit(event: FormEvent): void {
    event.preventDefault()
    void send(() => gate.signIn({ email, password }))
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
      <TextInput
        label="Email"
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        ref={field}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={sending}>
        Sign in
      </Button>
    </form>
  )
}
