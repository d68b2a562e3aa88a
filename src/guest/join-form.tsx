import { useState, type FormEvent, type ReactElement } from 'react'
import { ticketLabel } from '#domain/session.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { CameraIcon, MicIcon } from '#ui/icons-call.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { EntryState } from './entry.ts'
import styles from './join-form.module.css'

/** From here on a title is set smaller, so that the button stays in sight on a small phone; in characters. */
const LONG_TITLE = 60

/** The device check for this very link: what it finds goes along with the joining. */
function checkAddress(): string {
  return `/check${location.search}#${location.pathname.split('/')[2] ?? ''}`
}

/** One page, one field, one button: who asks, what the browser will ask, and in. */
export function JoinForm({
  state,
  onJoin,
}: {
  readonly state: Extract<EntryState, { step: 'asking' }>
  readonly onJoin: (name: string) => void
}): ReactElement {
  const { view, returning, busy, problem } = state
  const [name, setName] = useState(state.name)
  const missing = problem?.code === 'bad-request' ? problem.sentence : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onJoin(name)
  }
  return (
    <PageShell footer="No app and no account. The picture goes straight to the expert.">
      <form className={styles.form} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <p className={styles.from}>
            {returning
              ? 'Welcome back. Your seat is still yours.'
              : `${view.invitedBy} from ${view.workspaceName} invites you`}
          </p>
          <h1 className={view.session.title.length > LONG_TITLE ? styles.longTitle : styles.title}>
            {view.session.title}
          </h1>
          <p className={styles.ticket}>Ticket {ticketLabel(view.session)}</p>
        </header>
        {problem !== undefined && missing === undefined ? (
          <Banner tone="danger" title="Joining did not work">
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
          Join
        </Button>
        <ul className={styles.asks} aria-label="What your browser asks next">
          <li>
            <CameraIcon size={24} />
            <span>
              <strong>Camera</strong> shows the expert what is in front of you.
            </span>
          </li>
          <li>
            <MicIcon size={24} />
            <span>
              <strong>Microphone</strong> lets you talk. You can mute at any time.
            </span>
          </li>
        </ul>
        <p className={styles.hint}>
          Your browser asks for both. Choose “Allow”. Not sure that it works here?{' '}
          <a className={styles.check} href={checkAddress()}>
            Check this phone
          </a>
        </p>
      </form>
    </PageShell>
  )
}
