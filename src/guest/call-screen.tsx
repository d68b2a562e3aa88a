import { useEffect, useRef, useState, type ReactElement } from 'react'
import { ticketLabel, type Session } from '#domain/session.ts'
import { problem } from '#domain/problem.ts'
import { StatusDot } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { keepTapsOnControls } from '#ui/world-taps.ts'
import { CallBar } from './call-bar.tsx'
import styles from './call-screen.module.css'
import { ChatSheet } from './chat-sheet.tsx'
import type { GuestCall } from './guest-call.ts'
import { ClosedPage } from './last-pages.tsx'
import { LivePicture } from './live-picture.tsx'
import { ModelSheet } from './model-sheet.tsx'
import { News } from './news.tsx'

export interface CallScreenProps {
  readonly guest: GuestCall
  readonly session: Session
  readonly invitedBy: string
  readonly onLeave: () => void
}

/** The technician in the call: the picture, who is there, and four buttons that a gloved thumb reaches. */
export function CallScreen({ guest, session, invitedBy, onLeave }: CallScreenProps): ReactElement {
  const call = useSnapshot(guest.call)
  const ladders = useSnapshot(guest.ladders)
  const sync = useSnapshot(guest.identity.sync)
  const sound = useSnapshot(guest.sound)
  const seen = useSnapshot(guest.seen)
  const [sheet, setSheet] = useState<'chat' | 'models'>()
  const overlay = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const inAr = ladders.ar === 'running'

  useEffect(() => (overlay.current === null ? undefined : keepTapsOnControls(overlay.current)), [])

  if (call.status === 'ended') return <ClosedPage problem={problem('session-ended')} />
  if (call.status === 'refused' && call.problem !== undefined) return <ClosedPage problem={call.problem} />

  const startAr = (): void => {
    if (overlay.current !== null && host.current !== null)
      void guest.ladders.startAr(overlay.current, host.current)
  }

  return (
    <>
      <div ref={host} className={styles.host} />
      <div ref={overlay} className={inAr ? styles.inAr : styles.screen}>
        {inAr ? null : <LivePicture guest={guest} />}
        <header className={styles.top}>
          <Presence guest={guest} invitedBy={invitedBy} />
          <span className={styles.ticket}>{ticketLabel(session)}</span>
          {seen.recordingBy === undefined ? null : (
            <span className={styles.recording} role="status">
              <StatusDot state="on" label="Recording" /> {seen.recordingBy} records
            </span>
          )}
        </header>
        <div className={styles.middle}>
          {ladders.ar === 'starting' ? <Spinner label="Starting AR" showLabel /> : null}
          {inAr ? <Guidance guest={guest} /> : null}
        </div>
        <div className={styles.notices}>
          <DeviceTroubles guest={guest} />
          {ladders.trouble === undefined ? null : (
            <Banner tone="warning" title="AR did not start">
              {ladders.trouble} The camera picture goes on.
            </Banner>
          )}
          {call.status === 'reconnecting' ? (
            <Banner tone="warning" title="Connection lost">
              Trying to get back by itself. Stay on this page.
            </Banner>
          ) : sync.status === 'offline' ? (
            <Banner tone="warning" title="The portal cannot be reached">
              The call goes on. What you write is kept on this device and sent later.
            </Banner>
          ) : null}
          {sound.blocked ? (
            <Button tone="primary" wide onClick={() => void guest.sound.resume()}>
              Tap to hear
            </Button>
          ) : null}
        </div>
        {sheet === 'chat' ? <ChatSheet guest={guest} onClose={() => setSheet(undefined)} /> : null}
        {sheet === 'models' ? <ModelSheet guest={guest} onClose={() => setSheet(undefined)} /> : null}
        <CallBar
          guest={guest}
          chatOpen={sheet === 'chat'}
          onStartAr={startAr}
          onChat={() => setSheet(sheet === 'chat' ? undefined : 'chat')}
          onModels={() => setSheet(sheet === 'models' ? undefined : 'models')}
          onLeave={onLeave}
        />
        <News guest={guest} />
      </div>
    </>
  )
}

/** Who is on the other side, or for whom one waits. */
function Presence({
  guest,
  invitedBy,
}: {
  readonly guest: GuestCall
  readonly invitedBy: string
}): ReactElement {
  const { peers } = useSnapshot(guest.call)
  const here = peers.filter((peer) => peer.link === 'open').map((peer) => peer.name)
  return (
    <p className={styles.presence} role="status">
      <StatusDot
        state={here.length > 0 ? 'on' : 'waiting'}
        label={here.length > 0 ? 'Connected' : 'Waiting'}
      />
      {here.length > 0 ? here.join(', ') : `Waiting for ${invitedBy}`}
    </p>
  )
}

const guidance = {
  none: undefined,
  starting: 'Move the phone slowly over what is in front of you',
  good: undefined,
  limited: 'Hold still for a moment, or find more light',
  lost: 'The phone lost its place. Point it at where you were before',
} as const

function Guidance({ guest }: { readonly guest: GuestCall }): ReactElement | null {
  const { capability } = useSnapshot(guest.ladders)
  const sentence = guidance[capability.tracking] ?? capability.hint
  return (
    <p className={sentence === undefined ? styles.quiet : styles.guidance} role="status">
      {sentence}
    </p>
  )
}

/** What is wrong with camera or microphone, and the way on. The call goes on without. */
function DeviceTroubles({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { camera, microphone } = useSnapshot(guest.media)
  const { ar } = useSnapshot(guest.ladders)
  const cameraSays =
    ar !== 'running' && ar !== 'starting' && 'sentence' in camera ? camera.sentence : undefined
  return (
    <>
      {cameraSays === undefined ? null : (
        <Banner
          tone="warning"
          title="The expert cannot see yet"
          action={
            <Button onClick={() => void guest.media.openCamera({ facing: 'environment' })}>
              Try camera again
            </Button>
          }
        >
          {cameraSays}
        </Banner>
      )}
      {'sentence' in microphone ? (
        <Banner
          tone="warning"
          title="The expert cannot hear you"
          action={<Button onClick={() => void guest.media.openMicrophone()}>Try microphone again</Button>}
        >
          {microphone.sentence} You can write in the chat.
        </Banner>
      ) : null}
    </>
  )
}
