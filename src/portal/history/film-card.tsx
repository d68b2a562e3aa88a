import { Anchor, Progress } from '@mantine/core'
import { useCallback, type ReactElement, type ReactNode } from 'react'
import { useBroken } from '../parts/use-broken.ts'
import { useBlobUrl } from '../parts/use-blob-url.ts'
import { dateTime, duration, fileSize } from '#desk/parts/formats.ts'
import { usePortal } from '../session-context.ts'
import { filmFileName, type FilmRow } from './film-rows.ts'
import styles from './session.module.css'

export interface FilmCardProps {
  readonly film: FilmRow
  /** The ticket's number, for file names. */
  readonly label: string
  /** What else is to be said, such as the session it belongs to. */
  readonly children?: ReactNode
}

/** One film: to watch, to save, and where it is. */
export function FilmCard({ film, label, children }: FilmCardProps): ReactElement {
  const { portal } = usePortal()
  const { id, source } = film
  const load = useCallback(() => portal.films.film(id), [portal, id])
  const local = useBlobUrl(source.from === 'device' ? load : undefined)
  const url = source.from === 'portal' ? source.url : local.status === 'ready' ? local.url : undefined
  const name = `Recording of ${dateTime(film.startedAt)}`
  return (
    <li className={styles.film}>
      <div className={styles.screen}>
        {url === undefined ? <span>Nothing to watch yet</span> : <Screen key={url} url={url} name={name} />}
      </div>
      <div className={styles.filmWords}>
        {children}
        <div className={styles.filmHead}>
          <strong>{dateTime(film.startedAt)}</strong>
          <span className={styles.quiet}>
            {[
              film.durationMs === undefined ? undefined : duration(film.durationMs),
              film.bytes === undefined ? undefined : fileSize(film.bytes),
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
        </div>
        {film.authorName === undefined ? null : (
          <span className={styles.quiet}>Recorded by {film.authorName}</span>
        )}
        {film.late ? <span className={styles.quiet}>Arrived after the session’s end</span> : null}
        {film.words === undefined ? null : <span className={styles.where}>{film.words}</span>}
        {film.share === undefined ? null : (
          <Progress value={film.share * 100} size="sm" aria-label="Share that is done" />
        )}
        {url === undefined ? null : (
          <span>
            <Anchor
              href={source.from === 'portal' ? `${url}?download=1` : url}
              download={filmFileName(label, film)}
            >
              Download
            </Anchor>
          </span>
        )}
      </div>
    </li>
  )
}

function Screen({ url, name }: { readonly url: string; readonly name: string }): ReactElement {
  const [isBroken, setBroken] = useBroken()
  if (isBroken) {
    return (
      <span role="alert">
        This film cannot be played now: the portal is out of reach, or the file is damaged.
      </span>
    )
  }
  return (
    // What is said in the film has no captions until there are transcripts.
    // eslint-disable-next-line jsx-a11y/media-has-caption
    <video controls preload="metadata" src={url} aria-label={name} onError={setBroken} />
  )
}
