import { ActionIcon, Popover, TextInput } from '@mantine/core'
import {
  IconLock,
  IconLockOpen,
  IconRefresh,
  IconRotate,
  IconRotateClockwise,
  IconTrash,
  IconX,
  IconZoomIn,
  IconZoomOut,
  type Icon,
} from '@tabler/icons-react'
import { useState, type FormEvent, type ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ColourDot, Colours } from './colours.tsx'
import styles from './dock.module.css'
import type { ExpertCall } from './expert-call.ts'
import { ModelProgress } from './model-progress.tsx'
import type { Selected, Selection } from './selected.ts'
import { RESIZE_STEP, TURN_STEP } from './selection-steps.ts'
import { stepOf } from '#ar/live-view/step-edits.ts'
import { StepTools } from './step-tools.tsx'
import { Tip } from './tip.tsx'

/** What can be done with what is selected. */
export function SelectionBar({
  expert,
  selected,
}: {
  readonly expert: ExpertCall
  readonly selected: Selected
}): ReactElement {
  const { selection } = expert.look
  return (
    <div className={styles.row} role="group" aria-label={`Selected: ${selected.name}`}>
      {selected.kind === 'mark' ? (
        <MarkTools key={selected.id} expert={expert} selected={selected} />
      ) : (
        <ModelTools expert={expert} selected={selected} />
      )}
      <BarButton name="Delete" shortcut="Del" icon={IconTrash} onClick={() => selection.remove()} isDanger />
      <BarButton name="Let go" shortcut="Esc" icon={IconX} onClick={() => selection.select(undefined)} />
    </div>
  )
}

function MarkTools({
  expert,
  selected,
}: {
  readonly expert: ExpertCall
  readonly selected: Extract<Selected, { kind: 'mark' }>
}): ReactElement {
  const { look } = expert
  const { selection } = look
  const { colour } = selected.mark
  const step = stepOf(selected.mark)
  return (
    <>
      <Popover position="top-start" shadow="md" trapFocus returnFocus portalProps={{ target: '#console' }}>
        <Popover.Target>
          <ActionIcon variant="default" size={40} aria-label="Colour of it">
            <ColourDot colour={colour} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label="Colour of it" className={styles.palette}>
          <Colours
            label="Its colour"
            value={colour}
            side="top"
            onChange={(next) => selection.restyle({ colour: next })}
          />
        </Popover.Dropdown>
      </Popover>
      {step === undefined ? null : <StepTools look={look} step={step} name={selected.name} />}
      {selected.text === undefined ? (
        <span className={styles.words}>{selected.name}</span>
      ) : (
        <Words
          key={selected.text}
          text={selected.text}
          name={selected.name}
          onSay={(text) => selection.restyle({ text })}
        />
      )}
      {selected.canTurn ? <TurnButtons selection={selection} /> : null}
      {selected.canResize ? <SizeButtons selection={selection} /> : null}
    </>
  )
}

/** What a mark says. It is written anew when the field is left, so that one change is one step to undo. */
function Words({
  text,
  name,
  onSay,
}: {
  readonly text: string
  readonly name: string
  readonly onSay: (text: string) => void
}): ReactElement {
  const [draft, setDraft] = useState(text)
  const say = (): void => {
    if (draft.trim() === '') setDraft(text)
    else if (draft.trim() !== text) onSay(draft.trim())
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    say()
  }
  return (
    <form className={styles.grow} onSubmit={submit}>
      <TextInput
        aria-label={`Words of ${name}`}
        placeholder="Words"
        autoComplete="off"
        maxLength={200}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={say}
      />
    </form>
  )
}

function ModelTools({
  expert,
  selected,
}: {
  readonly expert: ExpertCall
  readonly selected: Extract<Selected, { kind: 'model' }>
}): ReactElement {
  const { look } = expert
  const { selection } = look
  const { placement, percent, size, heldBy } = selected
  const failure = useSnapshot(look.models.failures).get(placement.modelId)
  const isLocked = placement.isLocked ?? false
  const isStill = isLocked || heldBy !== undefined
  return (
    <>
      <span className={styles.words}>
        <span className={styles.name}>{selected.name}</span>
        <span className={styles.quiet} role="status">
          {heldBy === undefined
            ? (failure?.sentence ?? [size, `${percent} %`].filter(Boolean).join(', '))
            : `${heldBy} is moving this`}
        </span>
      </span>
      <ModelProgress models={look.models} modelId={placement.modelId} />
      <TurnButtons selection={selection} disabled={isStill} />
      <SizeButtons selection={selection} disabled={isStill} />
      <Tip label="Real size" side="top">
        <button
          type="button"
          className={styles.real}
          disabled={isStill || percent === 100}
          onClick={() => selection.scaleTo(1)}
        >
          100 %
        </button>
      </Tip>
      <BarButton
        name="Reset: real size and upright"
        icon={IconRefresh}
        disabled={isStill}
        onClick={() => selection.reset()}
      />
      <BarButton
        name="Locked"
        tip={isLocked ? 'Nobody can move it. Unlock' : 'Lock, so that nobody moves it by accident'}
        icon={isLocked ? IconLock : IconLockOpen}
        pressed={isLocked}
        onClick={() => selection.lock(!isLocked)}
      />
    </>
  )
}

interface SelectionButtons {
  readonly selection: Selection
  readonly disabled?: boolean
}

function TurnButtons({ selection, disabled = false }: SelectionButtons): ReactElement {
  return (
    <>
      <BarButton
        name="Turn left"
        shortcut=","
        icon={IconRotate}
        disabled={disabled}
        onClick={() => selection.turn(TURN_STEP)}
      />
      <BarButton
        name="Turn right"
        shortcut="."
        icon={IconRotateClockwise}
        disabled={disabled}
        onClick={() => selection.turn(-TURN_STEP)}
      />
    </>
  )
}

function SizeButtons({ selection, disabled = false }: SelectionButtons): ReactElement {
  return (
    <>
      <BarButton
        name="Smaller"
        shortcut="−"
        icon={IconZoomOut}
        disabled={disabled}
        onClick={() => selection.resize(1 / RESIZE_STEP)}
      />
      <BarButton
        name="Larger"
        shortcut="+"
        icon={IconZoomIn}
        disabled={disabled}
        onClick={() => selection.resize(RESIZE_STEP)}
      />
    </>
  )
}

interface BarButtonProps {
  readonly name: string
  readonly tip?: string
  readonly shortcut?: string
  readonly icon: Icon
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly isDanger?: boolean
  readonly onClick: () => void
}

function BarButton({
  name,
  tip = name,
  shortcut,
  icon: ButtonIcon,
  pressed,
  disabled = false,
  isDanger = false,
  onClick,
}: BarButtonProps): ReactElement {
  return (
    <Tip label={tip} shortcut={shortcut} side="top">
      <ActionIcon
        variant={pressed === true ? 'light' : 'subtle'}
        color={isDanger ? 'red' : pressed === true ? 'farpoint' : 'gray'}
        size={40}
        aria-label={name}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        <ButtonIcon size={20} stroke={1.75} />
      </ActionIcon>
    </Tip>
  )
}
