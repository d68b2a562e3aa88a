import { useEffect, useState, type ReactElement } from 'react'
import type { Readable } from '#domain/engine.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import type { SyncState } from '#store/sync.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './record.module.css'
import type { FilmsAtHand } from './films-at-hand.ts'

interface ReviewProps {
  readonly films: FilmsAtHand
  readonly sync: Readable<SyncState>
  /** Who asked for it, when that is known. */
  readonly requester: string | undefined
  /** Absent where nothing more can be recorded. */
  readonly onAgain?: () => void
  /** Why nothing more can be recorded. */
  readonly notice?: string
}

/** After recording: the films to look at, to send or to record again; then how far each is on its way. */
export function Review({ films: hand, sync, requester, onAgain, notice }: ReviewProps): ReactElement {
  const { films, sent } = useSnapshot(hand)
  const { status } = useSnapshot(sync)
  const isHeld = films.some(({ step }) => step === 'held')
  return (
    <PageShell footer="Films stay on this phone until they are sent and confirmed.">
      <div className={styles.review}>
        <h1>{isHeld ? 'Look at your film' : 'Your film'}</h1>
        {notice === undefined ? null : (
          <Banner tone="warning" title="Nothing more can be recorded">
            {notice} What you recorded before can still be sent.
          </Banner>
        )}
        {status === 'offline' && notice === undefined ? (
          <Banner tone="warning" title="No network">
            The film is safe on this phone. Once you send it, it goes as soon as a network is there, also when
            you open this link again later.
          </Banner>
        ) : null}
        {films.toReversed().map((film) => (
          <OneFilm key={film.id} films={hand} film={film} requester={requester} />
        ))}
        {sent > 0 ? (
          <Banner tone="success" title={sent === 1 ? 'One film has arrived' : `${sent} films have arrived`}>
            {requester === undefined ? 'Whoever asked for it' : requester} can see what you sent.
          </Banner>
        ) : null}
        {onAgain === undefined ? null : <Button onClick={onAgain}>Record another</Button>}
      </div>
    </PageShell>
  )
}

function OneFilm({
  films,
  film,
  requester,
}: {
  readonly films: FilmsAtHand
  readonly film: FilmProgress
  readonly requester: string | undefined
}): ReactElement {
  const [url, setUrl] = useState<string>()
  const [isDiscarding, setDiscarding] = useState(false)
  const isWhole = film.step !== 'capturing' && film.step !== 'finishing'

  useEffect(() => {
    let cancelled = false
    let made: string | undefined
    if (isWhole)
      void films.film(film.id).then((blob) => {
        if (cancelled || blob === undefined) return
        made = URL.createObjectURL(blob)
        setUrl(made)
      })
    return () => {
      cancelled = true
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [films, film.id, isWhole])

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
          <Button tone="primary" size="main" wide onClick={() => void films.send(film.id)}>
            {requester === undefined ? 'Send' : `Send to ${requester}`}
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
            <Button tone="danger" onClick={() => void films.discard(film.id)}>
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
