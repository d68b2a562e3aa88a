import { useState, type ReactElement } from 'react'
import type { SceneState } from '#domain/scene.ts'
import { CheckIcon, UndoIcon } from '#ui/icons-tool.tsx'
import { RedoIcon, TrashIcon } from '#ui/icons-mark.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import type { ArRun } from './ar-run.ts'
import { ColourCue, colourWords } from './colour-cue.tsx'
import { Colours } from './colours.tsx'
import { SelectionTray } from './selection-tray.tsx'
import { kitTools, toolLooks } from './tool-look.tsx'
import { Tile, Tray, TrayGrid, TrayRow } from './tray.tsx'

/**
 * Drawing: what is in hand, in which colour, undo, redo, done. The choices open above them and go away once made, so that the
 * picture stays free. They are open at first: nobody has to guess what a tool is.
 */
export function DrawTray({ guest, run }: { readonly guest: GuestCall; readonly run: ArRun }): ReactElement {
  const { kit, tracker } = run
  const { tool, colour } = useSnapshot(kit)
  const { selectedId } = useSnapshot(tracker)
  const { canUndo, canRedo } = useSnapshot(guest.shared)
  const [open, setOpen] = useState<'tools' | 'colours' | undefined>(
    selectedId === undefined ? 'tools' : undefined,
  )
  const toggle = (which: 'tools' | 'colours') => (): void => setOpen(open === which ? undefined : which)
  const look = toolLooks[tool]
  const { name: colourName, meaning } = colourWords[colour]
  return (
    <Tray label="Drawing">
      {open === 'tools' ? <Tools guest={guest} run={run} onChosen={() => setOpen(undefined)} /> : null}
      {open === 'colours' ? (
        <Colours
          chosen={colour}
          onChoose={(next) => {
            kit.paint(next)
            setOpen(undefined)
          }}
        />
      ) : null}
      {open === undefined && tool === 'select' && selectedId !== undefined ? (
        <SelectionTray guest={guest} run={run} id={selectedId} />
      ) : null}
      <TrayRow>
        <Tile
          icon={<look.Icon />}
          label={`${look.name}: change the tool`}
          expanded={open === 'tools'}
          onClick={toggle('tools')}
        >
          {look.name}
        </Tile>
        <Tile
          icon={<ColourCue colour={colour} />}
          label={`${colourName}, ${meaning}: change the colour`}
          expanded={open === 'colours'}
          disabled={tool === 'select'}
          onClick={toggle('colours')}
        >
          {colourName}
        </Tile>
        <Tile icon={<UndoIcon />} disabled={!canUndo} onClick={guest.shared.undo}>
          Undo
        </Tile>
        <Tile icon={<RedoIcon />} disabled={!canRedo} onClick={guest.shared.redo}>
          Redo
        </Tile>
        <Tile icon={<CheckIcon />} label="Done drawing" strong onClick={kit.rest}>
          Done
        </Tile>
      </TrayRow>
    </Tray>
  )
}

function Tools({
  guest,
  run,
  onChosen,
}: {
  readonly guest: GuestCall
  readonly run: ArRun
  readonly onChosen: () => void
}): ReactElement {
  const { tool } = useSnapshot(run.kit)
  const { scene } = useSnapshot(guest.shared)
  return (
    <TrayGrid label="Tools" columns={[4, 5]}>
      {kitTools.map((one) => {
        const { name, Icon } = toolLooks[one]
        return (
          <Tile
            key={one}
            icon={<Icon />}
            pressed={one === tool}
            onClick={() => {
              run.kit.pick(one)
              onChosen()
            }}
          >
            {name}
          </Tile>
        )
      })}
      <Tile
        wide
        icon={<TrashIcon size={20} />}
        disabled={!hasOwn(scene, guest.self.id)}
        onClick={() => {
          guest.shared.commit({ kind: 'clear', of: guest.self.id })
          onChosen()
        }}
      >
        Clear mine
      </Tile>
    </TrayGrid>
  )
}

function hasOwn({ marks, placements }: SceneState, author: string): boolean {
  for (const mark of marks.values()) if (mark.author === author) return true
  for (const placed of placements.values()) if (placed.author === author) return true
  return false
}
