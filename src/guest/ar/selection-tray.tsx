import { useState, type ReactElement } from 'react'
import { paused, playing, scaledModel } from '#ar/models/model-edits.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark } from '#domain/mark.ts'
import { sizeWords } from '#domain/length-words.ts'
import { markName } from '#domain/mark-name.ts'
import type { Placement } from '#domain/placement.ts'
import { MoreIcon } from '#ui/icons-call.tsx'
import { LockIcon, PauseIcon, PlayIcon, RealSizeIcon, TrashIcon, UnlockIcon } from '#ui/icons-mark.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import type { ArRun } from './ar-run.ts'
import { ColourCue } from './colour-cue.tsx'
import { Colours } from './colours.tsx'
import styles from './selection-tray.module.css'
import { ModelMore } from './model-more.tsx'
import { Tile, TrayRow } from './tray.tsx'
import { useModel } from './use-model.ts'

const now = (): number => Date.now()

export interface SelectionTrayProps {
  readonly guest: GuestCall
  readonly run: ArRun
  readonly id: Id
}

/** What can be done with the mark or the model that is picked. */
export function SelectionTray({ guest, run, id }: SelectionTrayProps): ReactElement | null {
  const { scene } = useSnapshot(guest.shared)
  const held = useSnapshot(run.holds).get(id)
  const heldBy = held === undefined || held.by === guest.self.id ? undefined : held.name
  const mark = scene.marks.get(id)
  const placement = scene.placements.get(id)
  if (mark !== undefined)
    return <MarkTray guest={guest} mark={mark} name={markName(mark, scene.marks)} heldBy={heldBy} />
  if (placement !== undefined)
    return <ModelTray key={id} guest={guest} run={run} placement={placement} heldBy={heldBy} />
  return null
}

function Head({
  name,
  detail,
  heldBy,
}: {
  readonly name: string
  readonly detail?: string | undefined
  readonly heldBy: string | undefined
}): ReactElement {
  return (
    <p className={styles.head} role="status">
      <strong className={styles.name}>{name}</strong>
      {heldBy === undefined ? (
        detail === undefined ? null : (
          <span>{detail}</span>
        )
      ) : (
        <span>{heldBy} has a hand on it</span>
      )}
    </p>
  )
}

function MarkTray({
  guest,
  mark,
  name,
  heldBy,
}: {
  readonly guest: GuestCall
  readonly mark: Mark
  readonly name: string
  readonly heldBy: string | undefined
}): ReactElement {
  const { shared, self } = guest
  const [isPainting, setPainting] = useState(false)
  const isHeld = heldBy !== undefined
  return (
    <>
      <Head name={name} heldBy={heldBy} />
      {isPainting ? (
        <Colours
          chosen={mark.colour}
          onChoose={(colour) => {
            setPainting(false)
            if (colour !== mark.colour)
              shared.commit({ kind: 'mark.put', mark: { ...mark, colour }, by: self.id })
          }}
        />
      ) : null}
      <div className={styles.actions}>
        <TrayRow>
          <Tile
            icon={<ColourCue colour={mark.colour} />}
            expanded={isPainting}
            disabled={isHeld}
            onClick={() => setPainting(!isPainting)}
          >
            Colour
          </Tile>
          <Tile
            icon={<TrashIcon />}
            disabled={isHeld}
            onClick={() => shared.commit({ kind: 'mark.remove', markId: mark.id })}
          >
            Delete
          </Tile>
        </TrayRow>
      </div>
    </>
  )
}

function ModelTray({
  guest,
  run,
  placement,
  heldBy,
}: {
  readonly guest: GuestCall
  readonly run: ArRun
  readonly placement: Placement
  readonly heldBy: string | undefined
}): ReactElement {
  const { shared, self } = guest
  const { units } = useSnapshot(guest.preferences)
  const { name, facts } = useModel(run, placement.modelId)
  const [isOpen, setOpen] = useState(false)
  const { scale, isLocked = false, animation } = placement
  const isStill = heldBy !== undefined || isLocked
  const put = (next: Placement): void => {
    if (next !== placement) void shared.commit({ kind: 'placement.put', placement: next, by: self.id })
  }
  const size = facts && sizeWords(facts.size, units, scale)
  const percent = `${Math.round(scale * 100)} %`
  const hasClip = facts !== undefined && facts.clips.length > 0
  const isPlaying = animation?.isPlaying === true
  const play = (): void =>
    put(isPlaying ? paused(placement, facts, now()) : playing(placement, facts, undefined, now()))
  return (
    <>
      <Head name={name} detail={size === undefined ? percent : `${size}, ${percent}`} heldBy={heldBy} />
      <div className={styles.actions}>
        <TrayRow>
          <Tile
            icon={<RealSizeIcon />}
            label="100 %: real size"
            disabled={isStill || scale === 1}
            onClick={() => put(scaledModel(placement, 1))}
          >
            100 %
          </Tile>
          {hasClip ? (
            <Tile icon={isPlaying ? <PauseIcon /> : <PlayIcon />} onClick={play}>
              {isPlaying ? 'Pause' : 'Play'}
            </Tile>
          ) : null}
          <Tile
            icon={isLocked ? <LockIcon /> : <UnlockIcon />}
            label={isLocked ? 'Locked: let it be moved' : 'Lock: nobody moves it by accident'}
            pressed={isLocked}
            disabled={heldBy !== undefined}
            onClick={() => put({ ...placement, isLocked: !isLocked })}
          >
            {isLocked ? 'Locked' : 'Lock'}
          </Tile>
          <Tile
            icon={<MoreIcon />}
            label="More: animations, a look inside, parts"
            expanded={isOpen}
            onClick={() => setOpen(true)}
          >
            More
          </Tile>
          <Tile
            icon={<TrashIcon />}
            disabled={isStill}
            onClick={() => shared.commit({ kind: 'placement.remove', placementId: placement.id })}
          >
            Delete
          </Tile>
        </TrayRow>
      </div>
      {isOpen ? (
        <ModelMore
          placement={placement}
          name={name}
          facts={facts}
          isStill={isStill}
          now={now}
          onChange={put}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
