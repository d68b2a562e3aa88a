import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { InviteView } from '#domain/api.ts'
import type { Id } from '#domain/ids.ts'
import { problem } from '#domain/problem.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { keepTapsOnControls } from '#ui/world-taps.ts'
import screen from '../call-screen.module.css'
import type { GuestCall } from '../guest-call.ts'
import { ClosedPage } from '../last-pages.tsx'
import { loadArView, loadInCall } from '../lazy-parts.ts'
import { LivePicture } from '../live-picture.tsx'
import { useLater } from '../use-later.ts'
import { restMayCome, usePicturePlays } from '../use-picture-plays.ts'
import { PromptStrip } from './prompt-strip.tsx'
import { RecordBar } from './record-bar.tsx'
import { RecordState } from './record-state.tsx'
import { Review } from './review.tsx'
import type { Solo } from './solo.ts'

interface RecordScreenProps {
  readonly guest: GuestCall
  readonly solo: Solo
  readonly view: InviteView
}

/** The technician records alone: the picture, what to show, and the few buttons that a gloved thumb reaches. Then the film, to be looked at. */
export function RecordScreen({ guest, solo, view }: RecordScreenProps): ReactElement {
  const call = useSnapshot(guest.call)
  const { films, recorder, trouble, sent } = useSnapshot(solo)
  const { ar, run, trouble: arTrouble } = useSnapshot(guest.ladders)
  const { hand } = useSnapshot(guest.preferences)
  const { camera, microphone } = useSnapshot(guest.media)
  const [isModels, setModels] = useState(false)
  const [openStill, setOpenStill] = useState<{ readonly id: Id; readonly isDrawing: boolean }>()
  const [isRetaking, setRetaking] = useState(false)
  const overlay = useRef<HTMLElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const middle = useRef<HTMLDivElement>(null)
  const plays = usePicturePlays(camera.status !== 'off')
  const parts = useLater(loadInCall, restMayCome(camera.status, plays, ar))
  const arParts = useLater(loadArView, ar !== 'unknown' && ar !== 'unavailable')
  const isIdle = recorder.status === 'idle' || recorder.status === 'stopped-early'
  const inAr = ar === 'running'
  const isReviewing = isIdle && (films.length > 0 || sent > 0) && !isRetaking && !inAr

  useEffect(() => (overlay.current === null ? undefined : keepTapsOnControls(overlay.current)), [isReviewing])

  // What was recorded before the end is kept and sent all the same: the review says so.
  const isEmpty = isIdle && films.length === 0 && sent === 0
  if (call.status === 'ended' && isEmpty) return <ClosedPage problem={problem('session-ended')} />
  if (call.status === 'refused' && call.problem !== undefined && isEmpty)
    return <ClosedPage problem={call.problem} />

  if (isReviewing)
    return (
      <Review
        films={solo}
        sync={guest.identity.sync}
        requester={view.invitedBy}
        onAgain={() => setRetaking(true)}
      />
    )

  const startAr = (): void => {
    setOpenStill(undefined)
    if (overlay.current !== null && host.current !== null)
      void guest.ladders.startAr(overlay.current, host.current)
  }
  const look = (id: Id): void => setOpenStill({ id, isDrawing: false })
  const isPlain = ar !== 'starting' && !inAr
  const stop = async (): Promise<void> => {
    await solo.stop()
    setRetaking(false)
    await guest.ladders.stopAr()
  }

  return (
    <>
      <div ref={host} className={screen.host} />
      <main ref={overlay} className={inAr ? screen.inAr : screen.screen} data-hand={hand}>
        <VisuallyHidden>
          <h1>{view.session.title}</h1>
        </VisuallyHidden>
        {inAr ? null : <LivePicture guest={guest} covered={openStill !== undefined} Dots={undefined} />}
        {run === undefined || arParts === undefined ? null : (
          <arParts.EdgeArrow guest={guest} run={run} free={middle} />
        )}
        <div className={screen.top}>
          <RecordState solo={solo} />
        </div>
        <div ref={middle} className={screen.middle}>
          {ar === 'starting' ? (
            <div className={screen.starting}>
              <Spinner label="Starting AR" showLabel />
            </div>
          ) : null}
          {run === undefined || arParts === undefined ? null : <arParts.ArMiddle guest={guest} run={run} />}
        </div>
        <div className={screen.notices}>
          {'sentence' in camera && isPlain ? (
            <Banner
              tone="warning"
              title="There is no picture"
              action={
                <Button onClick={() => void guest.media.openCamera({ facing: 'environment' })}>
                  Try camera again
                </Button>
              }
            >
              {camera.sentence}
            </Banner>
          ) : null}
          {'sentence' in microphone ? (
            <Banner
              tone="warning"
              title="The film will be silent"
              action={
                inAr ? undefined : (
                  <Button onClick={() => void guest.media.openMicrophone()}>Try microphone again</Button>
                )
              }
            >
              {microphone.sentence} You can record without sound.
            </Banner>
          ) : null}
          {trouble === undefined ? null : (
            <Banner tone="warning" title="Not recording">
              {trouble}
            </Banner>
          )}
          {recorder.status === 'stopped-early' ? (
            <Banner tone="danger" title="Recording stopped">
              {recorder.sentence}
            </Banner>
          ) : null}
          {arTrouble === undefined ? null : (
            <Banner tone="warning" title="AR did not start">
              {arTrouble} You can record with the camera.
            </Banner>
          )}
          {run === undefined || arParts === undefined ? null : <arParts.ArNotices guest={guest} run={run} />}
          {parts === undefined ? null : <parts.StepsStrip guest={guest} onOpenStill={look} />}
          {isIdle ? null : <PromptStrip guest={guest} prompts={view.prompts ?? []} />}
        </div>
        <RecordBar
          guest={guest}
          solo={solo}
          onStartAr={startAr}
          onStop={() => void stop()}
          onBack={
            (films.length > 0 || sent > 0) && isRetaking && isIdle ? () => setRetaking(false) : undefined
          }
          mark={
            isPlain && parts !== undefined ? (
              <parts.MarkOwn guest={guest} onMark={(id) => setOpenStill({ id, isDrawing: true })} />
            ) : null
          }
          arBar={
            run === undefined || arParts === undefined ? undefined : (
              <arParts.ArBar guest={guest} run={run} onModels={() => setModels(true)} />
            )
          }
        />
        {isModels && run !== undefined && arParts !== undefined ? (
          <arParts.ModelSheet guest={guest} run={run} onClose={() => setModels(false)} />
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
