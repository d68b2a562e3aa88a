import { ActionIcon, Checkbox, SegmentedControl, Select, Slider } from '@mantine/core'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerTrackPrev,
} from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import type { ModelFacts } from '#ar/models/model-library.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import console from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import styles from './panels.module.css'
import type { Selected, Selection } from './selected.ts'
import { Tip } from './tip.tsx'

type Model = Extract<Selected, { kind: 'model' }>

/** Of the model that is selected: its animations, its parts, and a look inside. Nothing while no model is. */
export function ModelPanel({ expert }: { readonly expert: ExpertCall }): ReactElement | null {
  const { selection } = expert.look
  const { selected } = useSnapshot(selection)
  if (selected?.kind !== 'model') return null
  const { facts } = selected
  return (
    <section className={styles.model} aria-labelledby="model">
      <h2 id="model" className={console.panelTitle}>
        {selected.name}
      </h2>
      {facts === undefined ? (
        <p className={console.nothing}>Its parts are listed once it has loaded.</p>
      ) : (
        <>
          {facts.clips.length === 0 ? null : (
            <Animation selection={selection} model={selected} clips={facts.clips} />
          )}
          <CutAway key={selected.id} selection={selection} model={selected} />
          {facts.parts.length < 2 ? null : (
            <Parts selection={selection} model={selected} parts={facts.parts} />
          )}
        </>
      )}
    </section>
  )
}

interface PartProps {
  readonly selection: Selection
  readonly model: Model
}

/** How far one press goes on in an animation, in seconds. */
const FRAME = 0.1

function Animation({
  selection,
  model,
  clips,
}: PartProps & { readonly clips: ModelFacts['clips'] }): ReactElement {
  const { animation } = model.placement
  const isPlaying = animation?.isPlaying ?? false
  const clip = animation?.clip ?? clips[0]?.name ?? ''
  return (
    <div className={styles.line}>
      {clips.length === 1 ? (
        <span className={styles.grow}>Animation</span>
      ) : (
        <Select
          className={styles.grow}
          aria-label="Animation"
          value={clip}
          allowDeselect={false}
          data={clips.map(({ name }, index) => ({
            value: name,
            label: name === '' ? `Number ${index + 1}` : name,
          }))}
          comboboxProps={{ portalProps: { target: '#console' } }}
          onChange={(name) => {
            if (name !== null) selection.play(name)
          }}
        />
      )}
      <AnimationButton name="Back a little" disabled={isPlaying} onClick={() => selection.stepBy(-FRAME)}>
        <IconPlayerTrackPrev size={18} stroke={1.75} />
      </AnimationButton>
      <AnimationButton
        name={isPlaying ? 'Pause' : 'Play'}
        onClick={() => (isPlaying ? selection.pause() : selection.play(clip))}
      >
        {isPlaying ? <IconPlayerPause size={18} stroke={1.75} /> : <IconPlayerPlay size={18} stroke={1.75} />}
      </AnimationButton>
      <AnimationButton name="On a little" disabled={isPlaying} onClick={() => selection.stepBy(FRAME)}>
        <IconPlayerSkipForward size={18} stroke={1.75} />
      </AnimationButton>
    </div>
  )
}

function AnimationButton({
  name,
  disabled = false,
  onClick,
  children,
}: {
  readonly name: string
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactElement
}): ReactElement {
  return (
    <Tip label={name} side="top">
      <ActionIcon variant="default" size={36} aria-label={name} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tip>
  )
}

const axes = [
  { value: 'x', label: 'Side' },
  { value: 'y', label: 'Top' },
  { value: 'z', label: 'Front' },
] as const
type Axis = (typeof axes)[number]['value']

/** Cuts away from one side, to look inside. What everybody sees changes when the hand lets go of the slider. */
function CutAway({ selection, model }: PartProps): ReactElement {
  const { cut } = model.placement
  const [axis, setAxis] = useState<Axis>(cut?.axis ?? 'y')
  const kept = Math.round((cut?.share ?? 0) * 100)
  const [draft, setDraft] = useState<number>()
  const shown = draft ?? kept
  const cutTo = (percent: number, from: Axis): void => {
    setDraft(undefined)
    selection.cutAway(percent === 0 ? undefined : { axis: from, share: percent / 100 })
  }
  return (
    <div className={styles.cut}>
      <div className={styles.line}>
        <span className={styles.grow} id="cut-away">
          Look inside from
        </span>
        <SegmentedControl
          size="xs"
          aria-label="Cut away from the"
          value={axis}
          data={[...axes]}
          onChange={(next) => {
            setAxis(next)
            if (shown > 0) cutTo(shown, next)
          }}
        />
      </div>
      <Slider
        thumbLabel="Cut away"
        min={0}
        max={95}
        step={5}
        value={shown}
        label={(percent) => `${percent} %`}
        onChange={setDraft}
        onChangeEnd={(percent) => cutTo(percent, axis)}
      />
    </div>
  )
}

function Parts({ selection, model, parts }: PartProps & { readonly parts: readonly string[] }): ReactElement {
  const hidden = new Set(model.placement.hiddenParts)
  return (
    <fieldset className={styles.parts}>
      <legend className={styles.legend}>Parts{hidden.size === 0 ? '' : `, ${hidden.size} hidden`}</legend>
      {parts.map((part) => (
        <Checkbox
          key={part}
          size="sm"
          label={part}
          checked={!hidden.has(part)}
          onChange={(event) => selection.showPart(part, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}
