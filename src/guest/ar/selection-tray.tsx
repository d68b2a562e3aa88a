import { useState, type ReactElement } from 'react'
import { paused, playing, scaledModel } from '#ar/models/model-edits.ts'
import type { Id } from '#domain/ids.ts'
import { sizeWords } from '#domain/length-words.ts'
import { markName } from '#domain/mark-name.ts'
import type { Placement } from '#domain/placement.ts'
import { MoreIcon } from '#ui/icons-call.tsx'
import { LockIcon, PauseIcon, PlayIcon, RealSizeIcon, TrashIcon, UnlockIcon } from '#ui/icons-mark.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { portalNow } from '#store/portal-clock.ts'
import type { GuestCall } from '../guest-call.ts'
import { MarkTray, TrayHead } from '../marking/mark-tray.tsx'
import { Tile, TrayActions } from '../marking/tray.tsx'
import type { ArRun } from './ar-run.ts'
import { ModelMore } from './model-more.tsx'
import { useModel } from './use-model.ts'

const now = portalNow

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
    return (
      <MarkTray
        guest={guest}
        mark={mark}
        name={markName(mark, scene.marks)}
        heldBy={heldBy}
        onReword={() => run.kit.reword(id)}
      />
    )
  if (placement !== undefined)
    return <ModelTray key={id} guest={guest} run={run} placement={placement} heldBy={heldBy} />
  return null
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
      <TrayHead name={name} detail={size === undefined ? percent : `${size}, ${percent}`} heldBy={heldBy} />
      <TrayActions>
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
      </TrayActions>
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
