import type { ReactElement } from 'react'
import { CheckIcon, CubeIcon, CubeOffIcon, PenIcon, UndoIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './ar-tools.module.css'
import type { GuestCall } from './guest-call.ts'

export interface ArToolsProps {
  readonly guest: GuestCall
  readonly onModels: () => void
}

/** What the technician can do in AR, above the call's own buttons: models and drawing; while drawing only what drawing needs. */
export function ArTools({ guest, onModels }: ArToolsProps): ReactElement {
  const { drawing } = useSnapshot(guest.ladders)
  const { canUndo } = useSnapshot(guest.shared)
  return (
    <div className={styles.tools} role="group" aria-label="AR">
      {drawing ? (
        <>
          <Pill disabled={!canUndo} icon={<UndoIcon size={20} />} onClick={() => guest.shared.undo()}>
            Undo
          </Pill>
          <Pill icon={<CheckIcon size={20} />} onClick={() => guest.ladders.setDrawing(false)}>
            Done drawing
          </Pill>
        </>
      ) : (
        <>
          <Pill icon={<CubeIcon size={20} />} onClick={onModels}>
            Models
          </Pill>
          <Pill icon={<PenIcon size={20} />} onClick={() => guest.ladders.setDrawing(true)}>
            Draw
          </Pill>
          <Pill icon={<CubeOffIcon size={20} />} onClick={() => void guest.ladders.stopAr()}>
            Stop AR
          </Pill>
        </>
      )}
    </div>
  )
}

function Pill({
  icon,
  children,
  disabled = false,
  onClick,
}: {
  readonly icon: ReactElement
  readonly children: string
  readonly disabled?: boolean
  readonly onClick: () => void
}): ReactElement {
  return (
    <button type="button" className={styles.pill} disabled={disabled} onClick={onClick}>
      {icon}
      {children}
    </button>
  )
}
