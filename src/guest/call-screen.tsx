import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Session } from '#domain/session.ts'
import { problem } from '#domain/problem.ts'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { keepTapsOnControls } from '#ui/world-taps.ts'
import { CallBar } from './call-bar.tsx'
import { CallNotices } from './call-notices.tsx'
import styles from './call-screen.module.css'
import { CallTop } from './call-top.tsx'
import { ChatSheet } from './chat-sheet.tsx'
import { Coach } from './coach.tsx'
import type { GuestCall } from './guest-call.ts'
import { ClosedPage } from './last-pages.tsx'
import { LivePicture } from './live-picture.tsx'
import { ModelSheet } from './model-sheet.tsx'
import { News } from './news.tsx'
import { ShownStill } from './shown-still.tsx'

export interface CallScreenProps {
  readonly guest: GuestCall
  readonly session: Session
  readonly invitedBy: string
  readonly onLeave: () => void
}

/** The technician in the call: the picture, who is there, and the few buttons that a gloved thumb reaches. */
export function CallScreen({ guest, session, invitedBy, onLeave }: CallScreenProps): ReactElement {
  const call = useSnapshot(guest.call)
  const { ar } = useSnapshot(guest.ladders)
  const { still } = useSnapshot(guest.seen)
  const [sheet, setSheet] = useState<'chat' | 'models'>()
  const [hiddenStill, setHiddenStill] = useState<string>()
  const overlay = useRef<HTMLElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const inAr = ar === 'running'

  useEffect(() => (overlay.current === null ? undefined : keepTapsOnControls(overlay.current)), [])

  if (call.status === 'ended') return <ClosedPage problem={problem('session-ended')} />
  if (call.status === 'refused' && call.problem !== undefined) return <ClosedPage problem={call.problem} />

  const startAr = (): void => {
    setSheet(undefined)
    if (overlay.current !== null && host.current !== null)
      void guest.ladders.startAr(overlay.current, host.current)
  }
  const toggle = (which: 'chat' | 'models'): void => setSheet(sheet === which ? undefined : which)
  const isStillShown = !inAr && still !== undefined && still.id !== hiddenStill

  return (
    <>
      <div ref={host} className={styles.host} />
      <main ref={overlay} className={inAr ? styles.inAr : styles.screen}>
        <VisuallyHidden>
          <h1>{session.title}</h1>
        </VisuallyHidden>
        {inAr ? null : <LivePicture guest={guest} covered={isStillShown} />}
        <div className={styles.top}>
          <CallTop guest={guest} session={session} invitedBy={invitedBy} />
          <News guest={guest} />
        </div>
        <div className={styles.middle}>
          {isStillShown ? <ShownStill guest={guest} /> : null}
          {ar === 'starting' ? (
            <div className={styles.starting}>
              <Spinner label="Starting AR" showLabel />
            </div>
          ) : null}
          {inAr ? <Coach guest={guest} /> : null}
          {ar === 'starting' || inAr || isStillShown ? null : <Alone guest={guest} invitedBy={invitedBy} />}
        </div>
        <div className={styles.notices}>
          <CallNotices
            guest={guest}
            isStillShown={isStillShown}
            onShowStill={(show) => setHiddenStill(show ? undefined : still?.id)}
          />
        </div>
        <CallBar
          guest={guest}
          chatOpen={sheet === 'chat'}
          onStartAr={startAr}
          onChat={() => toggle('chat')}
          onModels={() => toggle('models')}
          onLeave={onLeave}
        />
        {sheet === 'chat' ? <ChatSheet guest={guest} onClose={() => setSheet(undefined)} /> : null}
        {sheet === 'models' ? <ModelSheet guest={guest} onClose={() => setSheet(undefined)} /> : null}
      </main>
    </>
  )
}

/** What happens next, as long as nobody is on the other side. */
function Alone({
  guest,
  invitedBy,
}: {
  readonly guest: GuestCall
  readonly invitedBy: string
}): ReactElement | null {
  const { peers, status } = useSnapshot(guest.call)
  const { camera } = useSnapshot(guest.media)
  if (status === 'reconnecting' || camera.status !== 'on' || peers.some((peer) => peer.link === 'open'))
    return null
  return (
    <p className={styles.alone}>
      You are in. Your camera is seen here as soon as {invitedBy} opens the call; this page waits by itself.
    </p>
  )
}
