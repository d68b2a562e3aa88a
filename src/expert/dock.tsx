import { Button, SegmentedControl } from '@mantine/core'
import type { ReactElement } from 'react'
import { thumbnailPath } from '#domain/media.ts'
import { Units } from '#domain/mark.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './dock.module.css'
import type { ExpertCall } from './expert-call.ts'
import { LabelField } from './label-field.tsx'
import type { ConsoleTool, Look } from './look-state.ts'
import { ModelProgress } from './model-progress.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { StepFields } from './step-fields.tsx'
import { toolHelp } from './tool-help.ts'

export interface DockProps {
  readonly expert: ExpertCall
  /** The picture gets the focus: what was written is placed there. */
  readonly onDone: () => void
}

/**
 * Under the picture, always as high: what the tool in hand needs, what is selected, or how the tool is used. It covers nothing, and
 * nothing moves when it changes.
 */
export function Dock({ expert, onDone }: DockProps): ReactElement {
  return (
    <div className={styles.dock} role="group" aria-label="Options">
      <Options expert={expert} onDone={onDone} />
    </div>
  )
}

function Options({ expert, onDone }: DockProps): ReactElement {
  const { look } = expert
  const { tool, placing, view, unavailable } = useSnapshot(look)
  const { selected, count } = useSnapshot(look.selection)
  if (placing !== undefined) return <Placing look={look} />
  if (selected !== undefined) return <SelectionBar expert={expert} selected={selected} />
  const isUsable = view.mode !== 'empty' && !unavailable.has(tool)
  if (tool === 'text') return <LabelField look={look} onDone={onDone} />
  if (tool === 'step' && isUsable) return <StepFields look={look} onDone={onDone} />
  if (tool === 'measure' && isUsable) return <Measuring look={look} />
  return (
    <p className={styles.help}>
      {view.mode === 'empty' ? null : (unavailable.get(tool) ?? helpFor(tool, count))}
    </p>
  )
}

function helpFor(tool: ConsoleTool, count: number): string {
  return tool === 'select' && count === 0 ? 'Nothing stands in this picture yet.' : toolHelp[tool]
}

/** A model that hangs at the pointer: which, how far its file has come, and the way out. */
function Placing({ look }: { readonly look: Look }): ReactElement | null {
  const { placing, unavailable } = useSnapshot(look)
  const failures = useSnapshot(look.models.failures)
  if (placing === undefined) return null
  const why = failures.get(placing.modelId)?.sentence ?? unavailable.get('models')
  return (
    <div className={styles.row}>
      <img className={styles.thumb} src={thumbnailPath(placing.modelId)} alt="" width={40} height={40} />
      <span className={styles.words} role="status">
        {why ?? `Touch the picture where ${placing.name} should stand`}
      </span>
      <ModelProgress models={look.models} modelId={placing.modelId} />
      <Button variant="default" onClick={() => look.choose(undefined)}>
        Cancel
      </Button>
    </div>
  )
}

const unitNames: Readonly<Record<Units, string>> = { metric: 'Metric', imperial: 'Imperial' }

/** Metric or imperial, and the measure that is being made. */
function Measuring({ look }: { readonly look: Look }): ReactElement {
  const { units, measuring } = useSnapshot(look)
  return (
    <div className={styles.row}>
      <SegmentedControl
        aria-label="Units"
        value={units}
        data={Units.options.map((value) => ({ value, label: unitNames[value] }))}
        onChange={(value) => look.measureIn(value)}
      />
      <span className={styles.words} role="status">
        {measuring === undefined ? toolHelp.measure : measuring.words}
      </span>
      {measuring === undefined ? null : (
        <Button variant="default" onClick={() => look.finish()}>
          Finish
        </Button>
      )}
    </div>
  )
}
