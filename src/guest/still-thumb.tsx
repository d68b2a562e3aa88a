import { useEffect, useState, type ReactElement } from 'react'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import { Spinner } from '#ui/spinner.tsx'
import type { GuestCall } from './guest-call.ts'
import styles from './still-thumb.module.css'

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
  const url = useStillUrl(guest, stillId)
  const picture =
    url === undefined ? (
      <span className={styles.waiting}>
        <Spinner label="The picture is on its way" />
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

/** The still's file as an address; undefined until it is on this device. */
function useStillUrl({ identity: { store }, shared }: GuestCall, stillId: Id): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let cancelled = false
    let made: string | undefined
    const load = async (): Promise<void> => {
      const jpeg = await store.getBlob(stillId)
      if (cancelled || jpeg === undefined) return
      // A sharper one takes the place of the one before.
      if (made !== undefined) URL.revokeObjectURL(made)
      made = URL.createObjectURL(jpeg)
      setUrl(made)
    }
    const off = shared.onStillArrived((id) => {
      if (id === stillId) void load()
    })
    void load()
    return () => {
      cancelled = true
      off()
      if (made !== undefined) URL.revokeObjectURL(made)
      setUrl(undefined)
    }
  }, [store, shared, stillId])
  return url
}
