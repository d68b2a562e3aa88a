import { useEffect, useState, type ReactElement } from 'react'
import type { InviteView } from '#domain/api.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import styles from './record.module.css'
import type { Solo } from './solo.ts'

interface ReviewProps {
  readonly guest: GuestCall
  readonly solo: Solo
  readonly view: InviteView
  readonly onAgain: () => void
}

/** After recording: the film to look at, to send or to record again; then how far it is on its way. */
export function Review({ guest, solo, view, onAgain }: ReviewProps): ReactElement {
  const { films, sent } = useSnapshot(solo)
  const sync = useSnapshot(guest.identity.sync)
  const film = films.findLast(({ step }) => step === 'held') ?? films.at(-1)
  return (
    <PageShell footer="Films stay on this phone until they are sent and confirmed.">
      <div className={styles.review}>
        <h1>{film?.step === 'held' ? 'Look at your film' : 'Your film'}</h1>
        {sync.status === 'offline' ? (
          <Banner tone="warning" title="No network">
            The film is safe on this phone. Once you send it, it goes as soon as a network is there, also when
            you open this link again later.
          </Banner>
        ) : null}
        {film === undefined ? null : (
          <OneFilm key={film.id} solo={solo} film={film} requester={view.invitedBy} onAgain={onAgain} />
        )}
        {sent > 0 ? (
          <Banner tone="success" title={sent === 1 ? 'One film has arrived' : `${sent} films have arrived`}>
            {view.invitedBy} can see what you sent.
          </Banner>
        ) : null}
        {film?.step === 'held' ? null : <Button onClick={onAgain}>Record another</Button>}
      </div>
    </PageShell>
  )
}

function OneFilm({
  solo,
  film,
  requester,
  onAgain,
}: {
  readonly solo: Solo
  readonly film: FilmProgress
  readonly requester: string
  readonly onAgain: () => void
}): ReactElement {
  const [url, setUrl] = useState<string>()
  const [isDiscarding, setDiscarding] = useState(false)
  const isWhole = film.step !== 'capturing' && film.step !== 'finishing'

  useEffect(() => {
    let cancelled = false
    let made: string | undefined
    if (isWhole)
      void solo.film(film.id).then((blob) => {
        if (cancelled || blob === undefined) return
        made = URL.createObjectURL(blob)
        setUrl(made)
      })
    return () => {
      cancelled = true
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [solo, film.id, isWhole])

  return (
    <>
      {url === undefined ? (
        <Spinner label="Finishing the film" showLabel />
      ) : (
        <video className={styles.film} src={url} controls playsInline aria-label="Your film">
          {/* A film that was recorded a moment ago has no captions yet. */}
          <track kind="captions" />
        </video>
      )}
      {film.step === 'held' ? (
        <div className={styles.choices}>
          <Button tone="primary" size="main" wide onClick={() => void solo.send(film.id)}>
            Send to {requester}
          </Button>
          <Button wide onClick={onAgain}>
            Record another
          </Button>
          <Button wide tone="quiet" onClick={() => setDiscarding(true)}>
            Discard
          </Button>
        </div>
      ) : (
        <Way film={film} />
      )}
      <Dialog
        open={isDiscarding}
        title="Discard this film?"
        onClose={() => setDiscarding(false)}
        actions={
          <>
            <Button onClick={() => setDiscarding(false)}>Keep it</Button>
            <Button tone="danger" onClick={() => void solo.discard(film.id)}>
              Discard film
            </Button>
          </>
        }
      >
        It is taken off this phone for good. Nobody else has it.
      </Dialog>
    </>
  )
}

function Way({ film }: { readonly film: FilmProgress }): ReactElement {
  const percent = Math.round(film.share * 100)
  switch (film.step) {
    case 'sending':
      return (
        <p className={styles.way} role="status">
          Sending, {percent} %. Keep this page open; if it closes, open the link again and it goes on.
        </p>
      )
    case 'failed':
    case 'waiting':
      return (
        <Banner tone="warning" title="Not sent yet">
          {film.sentence ?? 'It waits on this phone and is sent as soon as the help desk can be reached.'}
        </Banner>
      )
    default:
      return (
        <p className={styles.way} role="status">
          Finishing the film{film.step === 'finishing' ? `, ${percent} %` : ''}.
        </p>
      )
  }
}
