import { lazy, Suspense, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-notices.module.css'
import { DeviceTroubles } from './device-troubles.tsx'
import type { GuestCall } from './guest-call.ts'

/** Most calls are not filmed: what asks is fetched when one is. */
const FilmConsent = lazy(() => import('./film-consent.tsx'))

export interface CallNoticesProps {
  readonly guest: GuestCall
  readonly isStillShown: boolean
  readonly onShowStill: (show: boolean) => void
  /** The still that is shown is to be marked here too. */
  readonly onMarkStill: () => void
}

/** What needs an eye or a tap now, just above the call's buttons: each with the way on. */
export function CallNotices({
  guest,
  isStillShown,
  onShowStill,
  onMarkStill,
}: CallNoticesProps): ReactElement {
  const call = useSnapshot(guest.call)
  const sync = useSnapshot(guest.identity.sync)
  const { ar, trouble } = useSnapshot(guest.ladders)
  const { camera, microphone } = useSnapshot(guest.media)
  const sound = useSnapshot(guest.sound)
  const { still, film } = useSnapshot(guest.seen)
  return (
    <>
      <DeviceTroubles
        camera={'sentence' in camera ? camera.sentence : undefined}
        microphone={'sentence' in microphone ? microphone.sentence : undefined}
        inAr={ar === 'running' || ar === 'starting'}
        onCamera={() => void guest.media.openCamera({ facing: 'environment' })}
        onMicrophone={() => void guest.media.openMicrophone()}
      />
      {film?.recordingId === undefined ? null : (
        <Suspense fallback={null}>
          <FilmConsent guest={guest} film={film} key={film.recordingId} />
        </Suspense>
      )}
      {trouble === undefined ? null : (
        <Banner tone="warning" title="AR did not start">
          {trouble} The camera picture goes on.
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
      {still === undefined || ar === 'running' ? null : (
        <div className={styles.strip}>
          <span className={styles.words} role="status">
            {isStillShown ? `${still.by} shows you a still picture` : `A still from ${still.by} is hidden`}
          </span>
          {isStillShown ? <Button onClick={onMarkStill}>Mark it</Button> : null}
          <Button onClick={() => onShowStill(!isStillShown)}>
            {isStillShown ? 'Back to my camera' : 'Show it again'}
          </Button>
        </div>
      )}
    </>
  )
}
