import { useState, type ReactElement } from 'react'
import type { ModelFacts } from '#ar/models/model-library.ts'
import { cutOpen, paused, playing, resetModel, stepped, withPart } from '#ar/models/model-edits.ts'
import type { Now } from '#domain/ids.ts'
import type { Placement } from '#domain/placement.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { BackIcon, OnIcon, PauseIcon, PlayIcon, UprightIcon } from '#ui/icons-mark.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { Choices } from '../choices.tsx'
import styles from './model-more.module.css'

export interface ModelMoreProps {
  readonly placement: Placement
  readonly name: string
  /** Undefined until the model has loaded. */
  readonly facts: ModelFacts | undefined
  /** It is locked or in somebody's hand: it stays as it stands. What is shown of it may change all the same. */
  readonly isStill: boolean
  readonly now: Now
  readonly onChange: (changed: Placement) => void
  readonly onClose: () => void
}

/** How far one press goes on in an animation, in seconds. */
const STEP = 0.1

/** What is rarer than moving a model: its animations, a look inside, its parts. Low, so that the model is seen above it. */
export function ModelMore(props: ModelMoreProps): ReactElement {
  const { placement, name, facts, isStill, onChange, onClose } = props
  return (
    <Sheet open low title={name} onClose={onClose}>
      <div className={styles.list}>
        {facts === undefined ? (
          <p className={styles.quiet}>Its parts are listed once it has loaded.</p>
        ) : (
          <>
            {facts.clips.length === 0 ? null : <Animation {...props} facts={facts} />}
            <CutAway key={placement.id} placement={placement} onChange={onChange} />
            {facts.parts.length < 2 ? null : (
              <Parts placement={placement} parts={facts.parts} onChange={onChange} />
            )}
          </>
        )}
        <Button
          wide
          icon={<UprightIcon />}
          disabled={isStill}
          onClick={() => onChange(resetModel(placement))}
        >
          Reset: real size, upright
        </Button>
      </div>
    </Sheet>
  )
}

function Animation({
  placement,
  facts,
  now,
  onChange,
}: Pick<ModelMoreProps, 'placement' | 'now' | 'onChange'> & { readonly facts: ModelFacts }): ReactElement {
  const { clips } = facts
  const isPlaying = placement.animation?.isPlaying === true
  return (
    <div className={styles.group}>
      {clips.length === 1 ? null : (
        <Choices
          legend="Animation"
          stacked
          // Files may call several clips the same or nothing: who looks tells them by their number then.
          choices={clips.map(({ name }, index) => ({
            value: name,
            label: name === '' ? `Number ${index + 1}` : name,
          }))}
          chosen={placement.animation?.clip ?? clips[0]?.name ?? ''}
          onChoose={(clip) => onChange(playing(placement, facts, clip, now()))}
        />
      )}
      <div className={styles.line} role="group" aria-label="Animation">
        <IconButton
          label="Back a little"
          icon={<BackIcon />}
          disabled={isPlaying}
          onClick={() => onChange(stepped(placement, facts, -STEP, now()))}
        />
        <Button
          wide
          icon={isPlaying ? <PauseIcon /> : <PlayIcon />}
          onClick={() =>
            onChange(
              isPlaying ? paused(placement, facts, now()) : playing(placement, facts, undefined, now()),
            )
          }
        >
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <IconButton
          label="On a little"
          icon={<OnIcon />}
          disabled={isPlaying}
          onClick={() => onChange(stepped(placement, facts, STEP, now()))}
        />
      </div>
    </div>
  )
}

const sides = [
  { value: 'x', label: 'Side' },
  { value: 'y', label: 'Top' },
  { value: 'z', label: 'Front' },
] as const
type Axis = (typeof sides)[number]['value']

/** Cuts away from one side. What everybody sees changes when the thumb lets go: each let-go is one step of undo. */
function CutAway({ placement, onChange }: Pick<ModelMoreProps, 'placement' | 'onChange'>): ReactElement {
  const { cut } = placement
  const [axis, setAxis] = useState<Axis>(cut?.axis ?? 'y')
  const [draft, setDraft] = useState<number>()
  const percent = draft ?? Math.round((cut?.share ?? 0) * 100)
  const cutTo = (side: Axis): void => {
    if (draft === undefined && side === axis) return
    setDraft(undefined)
    onChange(cutOpen(placement, { axis: side, share: percent / 100 }))
  }
  return (
    <div className={styles.group}>
      <Choices
        legend="Look inside from"
        choices={sides}
        chosen={axis}
        onChoose={(side) => {
          setAxis(side)
          cutTo(side)
        }}
      />
      <label className={styles.line}>
        <span>Cut away</span>
        <input
          className={styles.slider}
          type="range"
          min={0}
          max={95}
          step={5}
          value={percent}
          aria-valuetext={`${percent} %`}
          onChange={({ currentTarget }) => setDraft(currentTarget.valueAsNumber)}
          onPointerUp={() => cutTo(axis)}
          onPointerCancel={() => cutTo(axis)}
          onKeyUp={() => cutTo(axis)}
          onBlur={() => cutTo(axis)}
        />
        <output className={styles.percent}>{percent} %</output>
      </label>
    </div>
  )
}

function Parts({
  placement,
  parts,
  onChange,
}: Pick<ModelMoreProps, 'placement' | 'onChange'> & { readonly parts: readonly string[] }): ReactElement {
  const hidden = new Set(placement.hiddenParts)
  return (
    <fieldset>
      <legend className={styles.legend}>Parts{hidden.size === 0 ? '' : `, ${hidden.size} hidden`}</legend>
      {parts.map((part) => (
        <label key={part} className={styles.part}>
          <input
            type="checkbox"
            className={styles.box}
            checked={!hidden.has(part)}
            onChange={({ currentTarget }) => onChange(withPart(placement, part, currentTarget.checked))}
          />
          <span>{part}</span>
        </label>
      ))}
    </fieldset>
  )
}
