import type { ReactElement } from 'react'
import { markName } from '#domain/mark-name.ts'
import { Button } from '#ui/button.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import { StillThumb } from '../still-thumb.tsx'
import type { ArRun } from './ar-run.ts'
import styles from './join-card.module.css'
import { joinTarget, stillWith } from './join-target.ts'
import { useModelName } from './use-model.ts'

/**
 * After AR was started anew, what stood before has no place in the new run yet. One tap on the real place of one mark gives all of them
 * theirs. Put off, it stays as one line with a button.
 */
export function JoinCard({
  guest,
  run,
}: {
  readonly guest: GuestCall
  readonly run: ArRun
}): ReactElement | null {
  const { mode, joining } = useSnapshot(run.kit)
  const { needsJoin, spaceId } = useSnapshot(run.tracker)
  const { scene } = useSnapshot(guest.shared)
  const elsewhere = useSnapshot(run.elsewhere)
  const target = needsJoin ? joinTarget(scene, spaceId, joining, elsewhere) : undefined
  const modelName = useModelName(
    run,
    target !== undefined && 'modelId' in target ? target.modelId : undefined,
  )
  if (target === undefined) return null
  const name = 'modelId' in target ? (modelName ?? target.modelId) : markName(target, scene.marks)
  if (mode !== 'join')
    return mode === 'rest' ? (
      <div className={styles.later} data-keeps-taps>
        <span>{'modelId' in target ? 'Models' : 'Marks'} from before are not shown</span>
        <Button onClick={() => run.kit.join(target.id)}>Place them</Button>
      </div>
    ) : null
  const seen = stillWith(target, scene)
  return (
    <section className={styles.card} aria-label="Marks from before" data-keeps-taps>
      {seen === undefined ? null : (
        <StillThumb guest={guest} stillId={seen.stillId} at={seen.at} label="Where it was" />
      )}
      <div className={styles.words} role="status">
        <strong className={styles.title}>
          Your {'modelId' in target ? 'models' : 'marks'} are from before
        </strong>
        <span>
          Tap the place of “{shortened(name)}” on the picture. Keep the finger down and slide to turn.
        </span>
      </div>
      <Button onClick={run.kit.rest}>Later</Button>
    </section>
  )
}

/** Longer names of marks would push the picture away that has to be tapped, in characters. */
const LONGEST_NAME = 40

function shortened(name: string): string {
  // By code points: half an emoji is a box.
  const letters = Array.from(name)
  if (letters.length <= LONGEST_NAME) return name
  return `${letters
    .slice(0, LONGEST_NAME - 1)
    .join('')
    .trimEnd()}…`
}
