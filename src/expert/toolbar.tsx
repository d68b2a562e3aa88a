import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
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
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import type { ConsoleTool } from './look.ts'

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

function Tool({
  name,
  icon: ToolIcon,
  pressed,
  disabled = false,
  onClick,
}: {
  readonly name: string
  readonly icon: Icon
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly onClick: () => void
}): ReactElement {
  return (
    <Tooltip label={name} position="right">
      <ActionIcon
        size={44}
        variant={pressed === true ? 'filled' : 'subtle'}
        {...(pressed === true ? {} : { color: 'gray' })}
        aria-label={name}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        disabled={disabled}
        onClick={onClick}
      >
        <ToolIcon size={22} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
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
  const { tool, colour, text, view, placing } = useSnapshot(expert.look)
  const { canUndo, canRedo } = useSnapshot(expert.shared)
  const frozen = view.mode === 'frozen'
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Marks" aria-orientation="vertical">
      <div className={styles.tools}>
        {tools.map((one) => (
          <Tool
            key={one.tool}
            name={one.name}
            icon={one.icon}
            pressed={placing === undefined && tool === one.tool}
            onClick={() => expert.look.pick(one.tool)}
          />
        ))}
      </div>
      {tool === 'text' ? (
        <TextInput
          className={styles.labelText}
          aria-label="Label text"
          placeholder="Label"
          maxLength={200}
          value={text}
          onChange={(event) => expert.look.write(event.currentTarget.value)}
        />
      ) : null}
      <div className={styles.colours} role="radiogroup" aria-label="Colour">
        {MarkColour.options.map((one) => (
          <Tooltip key={one} label={meanings[one]} position="right">
            <button
              type="button"
              role="radio"
              aria-checked={colour === one}
              aria-label={meanings[one]}
              className={styles.colour}
              data-cue={markColours[one].cue}
              style={{ background: `rgb(${markColours[one].rgb.join(' ')})` }}
              onClick={() => expert.look.paint(one)}
            />
          </Tooltip>
        ))}
      </div>
      <div className={styles.tools}>
        <Tool name="Undo" icon={IconArrowBackUp} disabled={!canUndo} onClick={() => expert.shared.undo()} />
        <Tool
          name="Redo"
          icon={IconArrowForwardUp}
          disabled={!canRedo}
          onClick={() => expert.shared.redo()}
        />
        <Tool name="Clear" icon={IconTrash} onClick={() => expert.look.clear()} />
        {frozen ? (
          <Tool name="Unfreeze" icon={IconPlayerPlay} onClick={() => expert.look.unfreeze()} />
        ) : (
          <Tool
            name="Freeze"
            icon={IconPlayerPause}
            disabled={view.mode === 'empty'}
            onClick={() => void expert.look.freeze()}
          />
        )}
        <Tool name="Gallery" icon={IconCube} pressed={placing !== undefined} onClick={onGallery} />
      </div>
    </div>
  )
}
