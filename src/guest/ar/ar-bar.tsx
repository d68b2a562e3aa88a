import type { ReactElement } from 'react'
import { CloseIcon, CubeIcon, CubeOffIcon, PenIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { DrawTray } from '../marking/draw-tray.tsx'
import { kitTools } from '../marking/tool-look.tsx'
import { Tile, Tray, TrayRow } from '../marking/tray.tsx'
import type { ArRun } from './ar-run.ts'
import { SelectionTray } from './selection-tray.tsx'

export interface ArBarProps {
  readonly guest: GuestCall
  readonly run: ArRun
  readonly onModels: () => void
}

/** What the technician can do in AR, above the call's own buttons; with something in hand only what that needs. */
export function ArBar({ guest, run, onModels }: ArBarProps): ReactElement {
  const { kit } = run
  const { mode } = useSnapshot(kit)
  const { selectedId } = useSnapshot(run.tracker)
  switch (mode) {
    case 'rest':
    case 'join':
      return (
        <Tray label="AR">
          <TrayRow>
            <Tile icon={<CubeIcon />} onClick={onModels}>
              Models
            </Tile>
            <Tile icon={<PenIcon />} onClick={kit.draw}>
              Draw
            </Tile>
            <Tile icon={<CubeOffIcon />} onClick={() => void guest.ladders.stopAr()}>
              Stop AR
            </Tile>
          </TrayRow>
        </Tray>
      )
    case 'draw':
      return (
        <DrawTray
          guest={guest}
          kit={kit}
          tools={kitTools}
          selection={
            selectedId === undefined ? undefined : <SelectionTray guest={guest} run={run} id={selectedId} />
          }
        />
      )
    case 'place':
      return (
        <Tray label="Placing a model">
          <TrayRow>
            <Tile icon={<CubeIcon />} onClick={onModels}>
              Another model
            </Tile>
            <Tile icon={<CloseIcon />} onClick={kit.rest}>
              Cancel
            </Tile>
          </TrayRow>
        </Tray>
      )
  }
}
