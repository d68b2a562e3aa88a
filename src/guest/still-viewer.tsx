import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import { Spinner } from '#ui/spinner.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { CloseIcon } from '#ui/icons-tool.tsx'
import type { GuestCall } from './guest-call.ts'
import { StillBoard } from './marking/still-board.tsx'
import { StillTools, StillWords } from './marking/still-tools.tsx'
import { useStillKit } from './marking/use-still-kit.ts'
import styles from './still-viewer.module.css'
import { useStillFile } from './use-still-file.ts'

/** One still of the session, as large as the screen, with the marks that stand on it, and with everything that marks it. */
export function StillViewer({
  guest,
  stillId,
  isDrawing = false,
  onClose,
}: {
  readonly guest: GuestCall
  readonly stillId: Id
  /** It was opened to be marked. */
  readonly isDrawing?: boolean
  readonly onClose: () => void
}): ReactElement {
  const file = useStillFile(guest, stillId)
  const [picture, setPicture] = useState<ImageBitmap>()
  const view = useRef<HTMLDialogElement>(null)
  const aspect = picture === undefined ? 1 : picture.width / picture.height
  const kit = useStillKit(guest, stillId, aspect, isDrawing)
  const jpeg = file.status === 'here' ? file.jpeg : undefined

  useEffect(() => {
    if (jpeg === undefined) return
    let cancelled = false
    const decode = async (): Promise<void> => {
      const next = await createImageBitmap(jpeg)
      if (cancelled) next.close()
      else setPicture(next)
    }
    void decode()
    return () => {
      cancelled = true
    }
  }, [jpeg])

  // A sharper picture takes the place of the one before, which is shown until then.
  useEffect(() => () => picture?.close(), [picture])

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
      <div className={styles.board}>
        {picture === undefined ? (
          <Waiting isMissing={file.status === 'missing'} />
        ) : (
          <StillBoard
            guest={guest}
            stillId={stillId}
            picture={picture}
            label="The still with its marks"
            kit={kit}
          />
        )}
      </div>
      <span className={styles.close}>
        <IconButton label="Close" tone="camera" icon={<CloseIcon />} onClick={onClose} />
      </span>
      {kit === undefined || picture === undefined ? null : (
        <>
          <StillWords guest={guest} kit={kit} />
          <StillTools guest={guest} kit={kit} aspect={aspect} onClose={onClose} />
        </>
      )}
    </dialog>
  )
}

function Waiting({ isMissing }: { readonly isMissing: boolean }): ReactElement {
  return (
    <p className={styles.waiting} role="status">
      {isMissing ? (
        'This picture is not on this device, and nobody in the call has sent it. It comes by itself once somebody who has it is here.'
      ) : (
        <Spinner label="The picture is on its way" showLabel />
      )}
    </p>
  )
}
