import type { ReactElement, ReactNode } from 'react'
import type { StepShows } from '#ar/live-view/step-edits.ts'
import { thumbnailPath } from '#domain/media.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { TextIcon } from '#ui/icons-mark.tsx'
import type { GuestCall } from '../guest-call.ts'
import { StillThumb } from '../still-thumb.tsx'
import { useModels } from '../use-models.ts'
import styles from './step-shown.module.css'

/** Older stills are hardly what a step is about, and each is a picture in this row. */
const MOST_STILLS = 8

/** What a step shows beside its words: nothing, one of the newest stills, or a model. */
export function StepShown({
  guest,
  shows,
  onChoose,
}: {
  readonly guest: GuestCall
  readonly shows: StepShows
  readonly onChoose: (shows: StepShows) => void
}): ReactElement | null {
  const { scene } = useSnapshot(guest.shared)
  const { listing } = useModels()
  const stills = [...scene.stills.values()].sort((a, b) => b.at - a.at).slice(0, MOST_STILLS)
  const models = listing.status === 'ready' ? listing.models : []
  if (stills.length === 0 && models.length === 0) return null
  return (
    <div className={styles.row} role="group" aria-label="What the step shows">
      <Choice
        name="Words only"
        chosen={shows.stillId === undefined && shows.modelId === undefined}
        onChoose={() => onChoose({})}
      >
        <TextIcon />
      </Choice>
      {stills.map(({ id }, index) => (
        <Choice
          key={id}
          name={stills.length === 1 ? 'Still' : `Still ${stills.length - index}`}
          chosen={shows.stillId === id}
          onChoose={() => onChoose({ stillId: id })}
        >
          <StillThumb guest={guest} stillId={id} label="" />
        </Choice>
      ))}
      {models.map(({ id, name }) => (
        <Choice key={id} name={name} chosen={shows.modelId === id} onChoose={() => onChoose({ modelId: id })}>
          <img src={thumbnailPath(id)} alt="" loading="lazy" />
        </Choice>
      ))}
    </div>
  )
}

function Choice({
  name,
  chosen,
  onChoose,
  children,
}: {
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <button type="button" className={styles.choice} aria-pressed={chosen} onClick={onChoose}>
      <span className={styles.face}>{children}</span>
      <span className={styles.name}>{name}</span>
    </button>
  )
}
