import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import { problem } from '#domain/problem.ts'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { keepTapsOnControls } from '#ui/world-taps.ts'
import { CallBar, type SheetName } from './call-bar.tsx'
import { CallNotices } from './call-notices.tsx'
import styles from './call-screen.module.css'
import { CallTop } from './call-top.tsx'
import type { GuestCall } from './guest-call.ts'
import { ClosedPage } from './last-pages.tsx'
import { loadArView, loadInCall } from './lazy-parts.ts'
import { LivePicture } from './live-picture.tsx'
import { NewsToast } from './news-toast.tsx'
import { useLater } from './use-later.ts'
import { restMayCome, usePicturePlays } from './use-picture-plays.ts'

export interface CallScreenProps {
  readonly guest: GuestCall
  readonly session: Session
  readonly invitedBy: string
  readonly onLeave: () => void
}

/** The technician in the call: the picture, who is there, and the few buttons that a gloved thumb reaches. */
export function CallScreen({ guest, session, invitedBy, onLeave }: CallScreenProps): ReactElement {
  const call = useSnapshot(guest.call)
  const { ar, run } = useSnapshot(guest.ladders)
  const { still } = useSnapshot(guest.seen)
  const { hand } = useSnapshot(guest.preferences)
  const desk = useSnapshot(guest.camera)
  const { camera } = useSnapshot(guest.media)
  const [sheet, setSheet] = useState<SheetName>()
  const [hiddenStill, setHiddenStill] = useState<string>()
  const [openStill, setOpenStill] = useState<{ readonly id: Id; readonly isDrawing: boolean }>()
  const overlay = useRef<HTMLElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const middle = useRef<HTMLDivElement>(null)
  const plays = usePicturePlays(camera.status !== 'off')
  const parts = useLater(loadInCall, restMayCome(camera.status, plays, ar))
  const arParts = useLater(loadArView, ar !== 'unknown' && ar !== 'unavailable')

  useEffect(() => (overlay.current === null ? undefined : keepTapsOnControls(overlay.current)), [])

  if (call.status === 'ended') return <ClosedPage problem={problem('session-ended')} />
  if (call.status === 'refused' && call.problem !== undefined) return <ClosedPage problem={call.problem} />

  const startAr = (): void => {
    setSheet(undefined)
    setOpenStill(undefined)
    if (overlay.current !== null && host.current !== null)
      void guest.ladders.startAr(overlay.current, host.current)
  }
  const close = (): void => setSheet(undefined)
  const look = (id: Id): void => setOpenStill({ id, isDrawing: false })
  const mark = (id: Id): void => setOpenStill({ id, isDrawing: true })
  const inAr = ar === 'running'
  const isStillShown = !inAr && still !== undefined && still.id !== hiddenStill
  const isPlain = ar !== 'starting' && !inAr && !isStillShown

  return (
    <>
      <div ref={host} className={styles.host} />
      <main ref={overlay} className={inAr ? styles.inAr : styles.screen} data-hand={hand}>
        <VisuallyHidden>
          <h1>{session.title}</h1>
        </VisuallyHidden>
        {inAr ? null : (
          <LivePicture
            guest={guest}
            covered={isStillShown || openStill !== undefined}
            Dots={parts?.PointerDots}
          />
        )}
        {run === undefined || arParts === undefined ? null : (
          <arParts.EdgeArrow guest={guest} run={run} free={middle} />
        )}
        <div className={styles.top}>
          <CallTop guest={guest} session={session} invitedBy={invitedBy} />
          <NewsToast guest={guest} />
        </div>
        <div ref={middle} className={styles.middle}>
          {isStillShown && parts !== undefined ? <parts.ShownStill guest={guest} /> : null}
          {ar === 'starting' ? (
            <div className={styles.starting}>
              <Spinner label="Starting AR" showLabel />
            </div>
          ) : null}
          {run === undefined || arParts === undefined ? null : <arParts.ArMiddle guest={guest} run={run} />}
          {isPlain ? <Alone guest={guest} invitedBy={invitedBy} /> : null}
          {isPlain && parts !== undefined && desk !== undefined ? <parts.CameraRail desk={desk} /> : null}
        </div>
        <div className={styles.notices}>
          <CallNotices
            guest={guest}
            isStillShown={isStillShown}
            onShowStill={(show) => setHiddenStill(show ? undefined : still?.id)}
            onMarkStill={() => still && mark(still.id)}
          />
          {isPlain && parts !== undefined ? <parts.CameraSaving guest={guest} /> : null}
          {isPlain && parts !== undefined ? <parts.OutOfView guest={guest} onOpenStill={look} /> : null}
          {inAr && parts !== undefined ? <parts.MarksAStill guest={guest} onOpenStill={look} /> : null}
          {parts === undefined || desk === undefined ? null : <parts.CameraAsk desk={desk} />}
          {run === undefined || arParts === undefined ? null : <arParts.ArNotices guest={guest} run={run} />}
          {parts === undefined ? null : <parts.StepsStrip guest={guest} onOpenStill={look} />}
        </div>
        <CallBar
          guest={guest}
          sheet={sheet}
          onStartAr={startAr}
          onSheet={(which) => setSheet(sheet === which ? undefined : which)}
          onLeave={onLeave}
          mark={isPlain && parts !== undefined ? <parts.MarkOwn guest={guest} onMark={mark} /> : null}
          arBar={
            run === undefined || arParts === undefined ? undefined : (
              <arParts.ArBar guest={guest} run={run} onModels={() => setSheet('models')} />
            )
          }
        />
        {sheet === 'chat' && parts !== undefined ? (
          <parts.ChatSheet guest={guest} onOpenStill={look} onClose={close} />
        ) : null}
        {sheet === 'more' && parts !== undefined ? <parts.MoreSheet guest={guest} onClose={close} /> : null}
        {sheet === 'models' && run !== undefined && arParts !== undefined ? (
          <arParts.ModelSheet guest={guest} run={run} onClose={close} />
        ) : null}
        {openStill === undefined || parts === undefined ? null : (
          <parts.StillViewer
            guest={guest}
            stillId={openStill.id}
            isDrawing={openStill.isDrawing}
            onClose={() => setOpenStill(undefined)}
          />
        )}
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
