import { useEffect, useRef, useState, type ReactElement } from 'react'
import { drawStill } from '#ar/live-view/still-canvas.ts'
import type { Id } from '#domain/ids.ts'
import type { StillMark } from '#domain/mark.ts'
import { Spinner } from '#ui/spinner.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { CloseIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from './guest-call.ts'
import styles from './still-viewer.module.css'

/** One still of the session, as large as the screen, with the marks that stand on it. */
export function StillViewer({
  guest,
  stillId,
  onClose,
}: {
  readonly guest: GuestCall
  readonly stillId: Id
  readonly onClose: () => void
}): ReactElement {
  const { scene } = useSnapshot(guest.shared)
  const [picture, setPicture] = useState<ImageBitmap>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useRef<HTMLDialogElement>(null)
  const { store } = guest.identity

  useEffect(() => {
    let cancelled = false
    let made: ImageBitmap | undefined
    const load = async (): Promise<void> => {
      const jpeg = await store.getBlob(stillId)
      if (cancelled || jpeg === undefined) return
      const next = await createImageBitmap(jpeg)
      if (cancelled) return next.close()
      const before = made
      made = next
      setPicture(next)
      before?.close()
    }
    const off = guest.shared.onStillArrived((id) => {
      if (id === stillId) void load()
    })
    void load()
    return () => {
      cancelled = true
      off()
      made?.close()
    }
  }, [store, guest, stillId])

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (canvas.current === null || !context || picture === undefined) return
    canvas.current.width = picture.width
    canvas.current.height = picture.height
    const marks = [...scene.marks.values()].filter(
      (mark): mark is StillMark => mark.on === 'still' && mark.stillId === stillId,
    )
    drawStill(context, picture, marks)
  }, [picture, scene, stillId])

  useEffect(() => view.current?.focus({ preventScroll: true }), [])

  return (
    <dialog
      ref={view}
      open
      className={styles.viewer}
      aria-label="Still"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      {picture === undefined ? <Spinner label="The picture is on its way" showLabel /> : null}
      <canvas ref={canvas} className={styles.picture} role="img" aria-label="The still with its marks" />
      <span className={styles.close}>
        <IconButton label="Close" tone="camera" icon={<CloseIcon />} onClick={onClose} />
      </span>
    </dialog>
  )
}
