import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { LinkIcon, SendIcon } from '#ui/icons-tool.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './check-page.module.css'
import { AR_FEATURES } from './ar-looks.ts'
import { CheckRows } from './check-rows.tsx'
import type { Checker, CheckState, Look } from './checker.ts'
import { reportText, summaryOf } from './report-text.ts'
import type { Sharing, SharingState } from './sharing.ts'

const TONES = { good: 'success', limited: 'warning', missing: 'danger' } as const

/** What a person runs on their own device before a call, or when something in one is odd. */
export function CheckPage({
  checker,
  sharing,
  arTrial,
}: {
  readonly checker: Checker
  readonly sharing: Sharing
  /** One look that runs AR for a moment, with this element over the camera. */
  readonly arTrial: (overlay: Element) => Look
}): ReactElement {
  const overlay = useRef<HTMLDivElement>(null)
  const [isTrying, setTrying] = useState(false)
  const state = useSnapshot(checker)
  const shared = useSnapshot(sharing)
  useEffect(() => void (document.title = 'Device check | Farpoint'), [])

  const deliver = (): Promise<void> | undefined => {
    const { report } = checker.snapshot()
    return report === undefined ? undefined : sharing.deliver(report)
  }
  const run = (): void => void checker.run().then(deliver)
  const tryAr = (): void => {
    if (overlay.current === null) return
    setTrying(true)
    void checker
      .add(arTrial(overlay.current))
      .then(() => setTrying(false))
      .then(deliver)
  }
  const back = shared.step === 'linked' ? `/join/${shared.token}${location.search}` : undefined
  return (
    <PageShell footer="Nothing is recorded. The camera and the microphone are off again when the check is done.">
      <header className={styles.head}>
        <h1>Check this device</h1>
        <p className={styles.lead}>{leadOf(shared)}</p>
      </header>
      {shared.step === 'closed' ? (
        <Banner tone="warning" title="The link does not lead to a session">
          {shared.problem.sentence} The check works all the same.
        </Banner>
      ) : null}
      {state.phase === 'ready' ? (
        <>
          <Button tone="primary" size="main" wide onClick={run}>
            Start the check
          </Button>
          <p className={styles.note}>
            It takes about ten seconds. Your browser asks for the camera and the microphone: choose “Allow”,
            and say a few words.
          </p>
        </>
      ) : (
        <>
          <Result state={state} shared={shared} />
          {canTryAr(state) ? <ArTrialCard onTry={tryAr} /> : null}
          <CheckRows state={state} />
          {state.phase === 'done' ? <Actions state={state} onRun={run} /> : null}
        </>
      )}
      {back === undefined ? null : (
        <a className={styles.back} href={back}>
          {shared.step === 'linked' && shared.delivery === 'with-joining'
            ? 'Go on to join'
            : 'Back to the call'}
        </a>
      )}
      {/* Named to the AR session while it is asked for, so it is here before and after. */}
      <div ref={overlay} className={isTrying ? styles.overlay : undefined}>
        {isTrying ? <p>Trying AR for a few seconds. Move the phone slowly.</p> : null}
      </div>
    </PageShell>
  )
}

/** AR starts here, and nobody has looked yet what it gives. */
function canTryAr({ phase, findings }: CheckState): boolean {
  return (
    phase === 'done' &&
    findings.webxr?.verdict === 'good' &&
    AR_FEATURES.some((name) => findings[name]?.verdict === 'unknown')
  )
}

function ArTrialCard({ onTry }: { readonly onTry: () => void }): ReactElement {
  return (
    <section className={styles.trial}>
      <p>What this phone gives to AR shows only while AR runs.</p>
      <Button wide onClick={onTry}>
        Try AR for a few seconds
      </Button>
    </section>
  )
}

function leadOf(shared: SharingState): string {
  if (shared.step !== 'linked') return 'Camera, sound, network and AR: see in ten seconds what works here.'
  const { invitedBy, session } = shared.view
  return `For “${session.title}”. ${invitedBy} sees the result before you talk.`
}

function Result({
  state,
  shared,
}: {
  readonly state: CheckState
  readonly shared: SharingState
}): ReactElement {
  if (state.report === undefined)
    return (
      <p className={styles.running} role="status">
        Looking at this device…
      </p>
    )
  const { verdict, title, words } = summaryOf(state.report)
  return (
    <Banner tone={TONES[verdict]} title={title}>
      {words} {deliveryOf(shared)}
    </Banner>
  )
}

/** What becomes of the result, as a sentence; nothing where it stays here. */
function deliveryOf(shared: SharingState): string {
  if (shared.step !== 'linked') return ''
  const who = shared.view.invitedBy
  switch (shared.delivery) {
    case 'with-joining':
      return `${who} gets the result when you join.`
    case 'ready':
    case 'sending':
      return `The result is on its way to ${who}.`
    case 'sent':
      return `${who} has the result.`
    case 'kept':
      return `The result is kept here and goes to ${who} as soon as the portal can be reached.`
  }
}

function Actions({ state, onRun }: { readonly state: CheckState; readonly onRun: () => void }): ReactElement {
  const { report } = state
  const [copied, setCopied] = useState<'yes' | 'no'>()
  const text = report === undefined ? '' : reportText(report)
  const copy = async (): Promise<void> => {
    try {
      // Missing on a page that is not secure: that throws too.
      await navigator.clipboard.writeText(text)
      setCopied('yes')
    } catch {
      setCopied('no')
    }
  }
  // A person who closes the share sheet has not failed at anything.
  const share = (): void => void navigator.share({ title: 'Device check', text }).catch(() => undefined)
  return (
    <div className={styles.actions}>
      <p className={styles.device}>{report?.device}</p>
      <Button wide onClick={onRun}>
        Run again
      </Button>
      <div className={styles.pair}>
        <Button icon={<LinkIcon size={20} />} onClick={() => void copy()}>
          Copy result
        </Button>
        {'share' in navigator ? (
          <Button icon={<SendIcon size={20} />} onClick={share}>
            Share
          </Button>
        ) : null}
      </div>
      <p className={styles.note} role="status">
        {copied === 'yes' ? 'The result is copied.' : ''}
        {copied === 'no' ? 'This browser did not let the page copy.' : ''}
      </p>
    </div>
  )
}
