import type { ReactElement } from 'react'
import { markName } from '#domain/mark-name.ts'
import { Button } from '#ui/button.tsx'
import { CloseIcon, PenIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { DrawTray } from './draw-tray.tsx'
import { KitWords, Rewording } from './kit-words.tsx'
import { MarkTray } from './mark-tray.tsx'
import type { StillKit } from './still-kit.ts'
import styles from './still-tools.module.css'
import { handWords, stillTools } from './tool-look.tsx'
import { Tile, Tray, TrayRow } from './tray.tsx'

interface StillPartProps {
  readonly guest: GuestCall
  readonly kit: StillKit
}

/** The words of a label or a step, at the top of the still. */
export function StillWords({ guest, kit }: StillPartProps): ReactElement | null {
  const state = useSnapshot(kit)
  const { isWording, rewording } = state
  if (rewording === undefined && !isWording) return null
  return (
    <div className={styles.words}>
      {rewording === undefined ? (
        <KitWords guest={guest} wording={state} onSay={kit.say} onCancel={kit.sayNothing} />
      ) : (
        <Rewording key={rewording} guest={guest} markId={rewording} onDone={() => kit.reword(undefined)} />
      )}
    </div>
  )
}

/** What marks the still, at the thumb. */
export function StillTools({
  guest,
  kit,
  aspect,
  onClose,
}: StillPartProps & { readonly aspect: number; readonly onClose: () => void }): ReactElement {
  const state = useSnapshot(kit)
  const { scene } = useSnapshot(guest.shared)
  const { isDrawing, tool, selectedId, isWording } = state
  const mark = selectedId === undefined ? undefined : scene.marks.get(selectedId)
  const hint = tool === 'select' ? 'Tap a mark. Drag to move it' : handWords({ ...state, mode: 'draw' })
  return (
    <div className={styles.tools}>
      {isDrawing ? (
        <>
          <div className={isWording || mark !== undefined ? styles.silent : styles.hint}>
            <span role="status">{hint}</span>
            {tool === 'text' || tool === 'step' ? <Button onClick={kit.askWords}>Other words</Button> : null}
          </div>
          <DrawTray
            guest={guest}
            kit={kit}
            tools={stillTools}
            selection={
              mark === undefined ? undefined : (
                <MarkTray
                  guest={guest}
                  mark={mark}
                  name={markName(mark, scene.marks)}
                  aspect={aspect}
                  onReword={() => kit.reword(mark.id)}
                />
              )
            }
          />
        </>
      ) : (
        <Tray label="Still">
          <TrayRow>
            <Tile icon={<PenIcon />} onClick={kit.draw}>
              Mark it
            </Tile>
            <Tile icon={<CloseIcon />} label="Back to the picture" onClick={onClose}>
              Back
            </Tile>
          </TrayRow>
        </Tray>
      )}
    </div>
  )
}
