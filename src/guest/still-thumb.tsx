import { useEffect, useRef, type ReactElement } from 'react'
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
  const image = useRef<HTMLImageElement>(null)
  const jpeg = file.status === 'here' ? file.jpeg : undefined
  useEffect(() => {
    if (jpeg === undefined || image.current === null) return undefined
    const url = URL.createObjectURL(jpeg)
    image.current.src = url
    return () => URL.revokeObjectURL(url)
  }, [jpeg])
  const picture =
    jpeg === undefined ? (
      <span className={styles.waiting}>
        {file.status === 'missing' ? 'Not here yet' : <Spinner label="The picture is on its way" />}
      </span>
    ) : (
      <span className={styles.frame}>
        <img ref={image} className={styles.picture} alt={label} />
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
