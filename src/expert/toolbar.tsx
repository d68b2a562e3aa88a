import {
  IconArrowBackUp,
  IconArrowDownLeft,
  IconArrowForwardUp,
  IconCircle,
  IconCube,
  IconHandFinger,
  IconListNumbers,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPointer,
  IconRuler2,
  IconTypography,
  type Icon,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ClearMenu } from './clear-menu.tsx'
import { Colours } from './colours.tsx'
import type { ExpertCall } from './expert-call.ts'
import type { ConsoleTool } from './look-state.ts'
import { toolKeys } from './shortcuts.ts'
import { ToolButton } from './tool-button.tsx'
import styles from './toolbar.module.css'

const tools: readonly { readonly tool: ConsoleTool; readonly name: string; readonly icon: Icon }[] = [
  { tool: 'pointer', name: 'Pointer', icon: IconHandFinger },
  { tool: 'select', name: 'Select', icon: IconPointer },
  { tool: 'arrow', name: 'Arrow', icon: IconArrowDownLeft },
  { tool: 'circle', name: 'Circle', icon: IconCircle },
  { tool: 'freehand', name: 'Freehand', icon: IconPencil },
  { tool: 'text', name: 'Text', icon: IconTypography },
  { tool: 'measure', name: 'Measure', icon: IconRuler2 },
  { tool: 'step', name: 'Step', icon: IconListNumbers },
]

/** Tools for the picture; the same names everywhere. */
export function Toolbar({
  expert,
  onGallery,
}: {
  readonly expert: ExpertCall
  readonly onGallery: () => void
}): ReactElement {
  const { look, shared } = expert
  const { tool, colour, view, placing, unavailable } = useSnapshot(look)
  const { canUndo, canRedo } = useSnapshot(shared)
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Marks" aria-orientation="vertical">
      <div className={styles.tools}>
        {tools.map((one) => (
          <ToolButton
            key={one.tool}
            name={one.name}
            icon={one.icon}
            shortcut={toolKeys[one.tool]}
            pressed={placing === undefined && tool === one.tool}
            reason={unavailable.get(one.tool)}
            onClick={() => look.pick(one.tool)}
          />
        ))}
        <ToolButton
          name="Gallery"
          icon={IconCube}
          shortcut="G"
          pressed={placing !== undefined}
          onClick={onGallery}
        />
      </div>
      <Colours label="Colour" value={colour} onChange={look.paint} />
      <div className={styles.tools}>
        {view.mode === 'frozen' ? (
          <ToolButton
            name="Unfreeze"
            icon={IconPlayerPlay}
            shortcut="Space"
            onClick={() => look.unfreeze()}
          />
        ) : (
          <ToolButton
            name="Freeze"
            icon={IconPlayerPause}
            shortcut="Space"
            disabled={view.mode === 'empty'}
            onClick={() => void look.freeze()}
          />
        )}
        <ToolButton
          name="Undo"
          icon={IconArrowBackUp}
          shortcut="Ctrl Z"
          keys="Control+Z"
          disabled={!canUndo}
          onClick={() => shared.undo()}
        />
        <ToolButton
          name="Redo"
          icon={IconArrowForwardUp}
          shortcut="Ctrl Y"
          keys="Control+Y"
          disabled={!canRedo}
          onClick={() => shared.redo()}
        />
        <ClearMenu expert={expert} />
      </div>
    </div>
  )
}
