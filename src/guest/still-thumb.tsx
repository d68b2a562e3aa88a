import { useEffect, useState, type ReactElement } from 'react'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { Spinner } from '#ui/spinner.tsx'
import type { GuestCall } from './guest-call.ts'
import styles from './still-thumb.module.css'
import { useStillFile } from './use-still-file.ts'

export interface StillThumbProps {
  readonly guest: GuestCall
  readonly stillId: Id
  /** What is seen on it, for those who do not see it. */
  readonly label: string
  /** A place on it that is pointed out. */
  readonly at?: ImagePoint | undefined
  readonly onOpen?: (() => void) | undefined
}

/** A still as a small picture; a button when it can be opened. Its file may still be on its way: then it comes by itself. */
export function StillThumb({ guest, stillId, label, at, onOpen }: StillThumbProps): ReactElement {
  const file = useStillFile(guest, stillId)
  const url = useUrl(file.status === 'here' ? file.jpeg : undefined)
  const picture =
    url === undefined ? (
      <span className={styles.waiting}>
        {file.status === 'missing' ? 'Not here yet' : <Spinner label="The picture is on its way" />}
      </span>
    ) : (
      <span className={styles.frame}>
        <img className={styles.picture} src={url} alt={label} />
        {at === undefined ? null : (
          <span className={styles.spot} style={{ left: `${at.u * 100}%`, top: `${at.v * 100}%` }} />
        )}
      </span>
    )
  return onOpen === undefined ? (
    picture
  ) : (
    <button type="button" className={styles.open} aria-label={`Open: ${label}`} onClick={onOpen}>
      {picture}
    </button>
  )
}

/** A file as an address, as long as it is shown. */
function useUrl(file: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (file === undefined) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(undefined)
    }
  }, [file])
  return url
}
