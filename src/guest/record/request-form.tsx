import { useState, type FormEvent, type ReactElement } from 'react'
import { ticketLabel } from '#domain/session.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { EntryState } from '../entry.ts'
import form from '../join-form.module.css'
import styles from './record.module.css'

/** Who asks for the recording, what for, what to show, and the one button that begins. */
export function RequestForm({
  state,
  onStart,
}: {
  readonly state: Extract<EntryState, { step: 'asking' }>
  readonly onStart: (name: string) => void
}): ReactElement {
  const { view, returning, busy, problem } = state
  const [name, setName] = useState(state.name)
  const missing = problem?.code === 'bad-request' ? problem.sentence : undefined
  const { prompts = [] } = view
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onStart(name)
  }
  return (
    <PageShell footer="No app and no account. Nothing leaves this phone before you send it.">
      <form className={form.form} onSubmit={submit} noValidate>
        <header className={form.head}>
          <p className={form.from}>
            {returning
              ? 'Welcome back. What you recorded on this phone is still here.'
              : `${view.invitedBy} from ${view.workspaceName} asks you for a recording`}
          </p>
          <h1 className={form.title}>{view.session.title}</h1>
          <p className={form.ticket}>Ticket {ticketLabel(view.session)}</p>
        </header>
        {view.words === undefined ? null : <p className={styles.words}>{view.words}</p>}
        {prompts.length === 0 ? null : (
          <section className={styles.prompts} aria-labelledby="to-show">
            <h2 id="to-show">Please show</h2>
            <ol>
              {prompts.map((prompt, index) => (
                <li key={index}>{prompt}</li>
              ))}
            </ol>
          </section>
        )}
        {problem !== undefined && missing === undefined ? (
          <Banner tone="danger" title="That did not work">
            {problem.sentence}
          </Banner>
        ) : null}
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          maxLength={80}
          value={name}
          error={missing}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" tone="primary" size="main" wide busy={busy}>
          Open the camera
        </Button>
        <p className={form.hint}>
          Your browser asks for camera and microphone. Choose “Allow”. You look at the film before you send
          it.
        </p>
      </form>
    </PageShell>
  )
}
