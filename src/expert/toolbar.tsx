import { useMediaQuery } from '@mantine/hooks'
import {
  IconArrowBackUp,
  IconArrowDownLeft,
  IconArrowForwardUp,
  IconCircle,
  IconCube,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPointer,
  IconTrash,
  IconTypography,
  type Icon,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { markColours } from '#ar/marks/colours.ts'
import { MarkColour } from '#domain/mark.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { ExpertCall } from './expert-call.ts'
import type { ConsoleTool } from './look-state.ts'
import { colourKey, toolKeys } from './shortcuts.ts'
import { Tip } from './tip.tsx'
import styles from './toolbar.module.css'

const tools: readonly { readonly tool: ConsoleTool; readonly name: string; readonly icon: Icon }[] = [
  { tool: 'pointer', name: 'Pointer', icon: IconPointer },
  { tool: 'arrow', name: 'Arrow', icon: IconArrowDownLeft },
  { tool: 'circle', name: 'Circle', icon: IconCircle },
  { tool: 'freehand', name: 'Freehand', icon: IconPencil },
  { tool: 'text', name: 'Text', icon: IconTypography },
]

/** What each colour says; the shape beside it says the same. */
const meanings: Readonly<Record<MarkColour, string>> = {
  red: 'Red: stop, danger',
  yellow: 'Yellow: attention',
  green: 'Green: right, go on',
  blue: 'Blue: information',
  white: 'White: neutral',
  magenta: 'Magenta: do this',
}

interface ToolProps {
  readonly name: string
  readonly icon: Icon
  /** The key as it is printed on the keyboard, and as `aria-keyshortcuts` writes it where the two differ. */
  readonly shortcut?: string
  readonly keys?: string
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** Where the toolbar shows names and keys by itself, as toolbar.module.css does. */
const NAMED = '(min-width: 80rem)'

/** A tool: an icon, and beside it name and key where there is room; elsewhere the tooltip says them. */
function Tool({
  name,
  icon: ToolIcon,
  shortcut,
  keys = shortcut,
  pressed,
  disabled = false,
  onClick,
}: ToolProps): ReactElement {
  const isNamed = useMediaQuery(NAMED) ?? false
  return (
    <Tip label={name} shortcut={shortcut} side="right" off={isNamed}>
      <button
        type="button"
        className={styles.tool}
        aria-label={name}
        aria-pressed={pressed}
        aria-keyshortcuts={keys}
        disabled={disabled}
        onClick={onClick}
      >
        <ToolIcon size={20} stroke={1.75} aria-hidden />
        <span className={styles.toolName}>{name}</span>
        {shortcut === undefined ? null : (
          <kbd className={styles.key} aria-hidden>
            {shortcut}
          </kbd>
        )}
      </button>
    </Tip>
  )
}

function Colours({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { colour } = useSnapshot(expert.look)
  return (
    <div className={styles.colours} role="radiogroup" aria-label="Colour">
      {MarkColour.options.map((one) => (
        <Tip key={one} label={meanings[one]} shortcut={colourKey(one)} side="right">
          <span className={styles.colour}>
            <input
              type="radio"
              name="mark-colour"
              className={styles.swatch}
              data-cue={markColours[one].cue}
              style={{ background: `rgb(${markColours[one].rgb.join(' ')})` }}
              aria-label={meanings[one]}
              checked={colour === one}
              onChange={() => expert.look.paint(one)}
            />
          </span>
        </Tip>
      ))}
    </div>
  )
}

/** Tools for the picture; the same names everywhere. */
export function Toolbar({
  expert,
  onGallery,
}: {
  readonly expert: ExpertCall
  readonly onGallery: () => void
}): ReactElement {
  const { tool, view, placing } = useSnapshot(expert.look)
  const { canUndo, canRedo, scene } = useSnapshot(expert.shared)
  const isBare = scene.marks.size === 0 && scene.placements.size === 0
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Marks" aria-orientation="vertical">
      <div className={styles.tools}>
        {tools.map((one) => (
          <Tool
            key={one.tool}
            name={one.name}
            icon={one.icon}
            shortcut={toolKeys[one.tool]}
            pressed={placing === undefined && tool === one.tool}
            onClick={() => expert.look.pick(one.tool)}
          />
        ))}
        <Tool
          name="Gallery"
          icon={IconCube}
          shortcut="G"
          pressed={placing !== undefined}
          onClick={onGallery}
        />
      </div>
      <Colours expert={expert} />
      <div className={styles.tools}>
        {view.mode === 'frozen' ? (
          <Tool
            name="Unfreeze"
            icon={IconPlayerPlay}
            shortcut="Space"
            onClick={() => expert.look.unfreeze()}
          />
        ) : (
          <Tool
            name="Freeze"
            icon={IconPlayerPause}
            shortcut="Space"
            disabled={view.mode === 'empty'}
            onClick={() => void expert.look.freeze()}
          />
        )}
        <Tool
          name="Undo"
          icon={IconArrowBackUp}
          shortcut="Ctrl Z"
          keys="Control+Z"
          disabled={!canUndo}
          onClick={() => expert.shared.undo()}
        />
        <Tool
          name="Redo"
          icon={IconArrowForwardUp}
          shortcut="Ctrl Y"
          keys="Control+Y"
          disabled={!canRedo}
          onClick={() => expert.shared.redo()}
        />
        <Tool name="Clear" icon={IconTrash} disabled={isBare} onClick={() => expert.look.clearAll()} />
      </div>
    </div>
  )
}
