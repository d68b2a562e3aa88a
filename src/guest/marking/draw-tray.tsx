import { useState, type ReactElement, type ReactNode } from 'react'
import type { Readable } from '#domain/engine.ts'
import type { MarkColour } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import { CheckIcon, UndoIcon } from '#ui/icons-tool.tsx'
import { RedoIcon, TrashIcon } from '#ui/icons-mark.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { ColourCue, colourWords } from './colour-cue.tsx'
import { Colours } from './colours.tsx'
import { type KitTool, toolLooks } from './tool-look.tsx'
import { Tile, Tray, TrayGrid, TrayRow } from './tray.tsx'

/** What is in hand, and what changes it: over the room, or over a still. */
interface DrawingKit extends Readable<{ readonly tool: KitTool; readonly colour: MarkColour }> {
  pick(tool: KitTool): void
  paint(colour: MarkColour): void
  /** Puts away what is in hand. */
  rest(): void
}

export interface DrawTrayProps {
  readonly guest: GuestCall
  readonly kit: DrawingKit
  readonly tools: readonly KitTool[]
  /** What can be done with what is picked; undefined while nothing is. */
  readonly selection: ReactNode
}

/**
 * Drawing: what is in hand, in which colour, undo, redo, done. The choices open above them and go away once made, so that the
 * picture stays free. They are open at first: nobody has to guess what a tool is.
 */
export function DrawTray({ guest, kit, tools, selection }: DrawTrayProps): ReactElement {
  const { tool, colour } = useSnapshot(kit)
  const { canUndo, canRedo } = useSnapshot(guest.shared)
  const [open, setOpen] = useState<'tools' | 'colours' | undefined>(
    selection === undefined ? 'tools' : undefined,
  )
  const toggle = (which: 'tools' | 'colours') => (): void => setOpen(open === which ? undefined : which)
  const look = toolLooks[tool]
  const { name: colourName, meaning } = colourWords[colour]
  return (
    <Tray label="Drawing">
      {open === 'tools' ? (
        <Tools guest={guest} kit={kit} tools={tools} onChosen={() => setOpen(undefined)} />
      ) : null}
      {open === 'colours' ? (
        <Colours
          chosen={colour}
          onChoose={(next) => {
            kit.paint(next)
            setOpen(undefined)
          }}
        />
      ) : null}
      {open === undefined && tool === 'select' ? selection : null}
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
  kit,
  tools,
  onChosen,
}: Omit<DrawTrayProps, 'selection'> & {
  readonly onChosen: () => void
}): ReactElement {
  const { tool } = useSnapshot(kit)
  const { scene } = useSnapshot(guest.shared)
  return (
    <TrayGrid label="Tools" columns={[4, 5]}>
      {tools.map((one) => {
        const { name, Icon } = toolLooks[one]
        return (
          <Tile
            key={one}
            icon={<Icon />}
            pressed={one === tool}
            onClick={() => {
              kit.pick(one)
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
