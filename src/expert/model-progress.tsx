import type { ReactElement } from 'react'
import type { ModelLibrary } from '#ar/models/model-library.ts'
import { fileSize } from '#desk/parts/formats.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './dock.module.css'

/** Of the ring, in its own units; its line lies half within. */
const RADIUS = 15
const ROUND = 2 * Math.PI * RADIUS

/** How far a model's file has come: a ring, and the bytes in words. Nothing once it is there. */
export function ModelProgress({
  models,
  modelId,
}: {
  readonly models: ModelLibrary
  readonly modelId: string
}): ReactElement | null {
  const progress = useSnapshot(models.progress).get(modelId)
  if (progress === undefined) return null
  const { loaded, total } = progress
  const share = total === undefined || total === 0 ? undefined : Math.min(1, loaded / total)
  const words = total === undefined ? fileSize(loaded) : `${fileSize(loaded)} of ${fileSize(total)}`
  return (
    <span
      className={styles.loading}
      role="progressbar"
      aria-label="Loading the model"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      aria-valuetext={words}
    >
      <svg className={styles.ring} viewBox="0 0 36 36" width={28} height={28} aria-hidden>
        <circle className={styles.ringTrack} cx={18} cy={18} r={RADIUS} />
        <circle
          className={styles.ringShare}
          cx={18}
          cy={18}
          r={RADIUS}
          strokeDasharray={`${ROUND * (share ?? 0.25)} ${ROUND}`}
        />
      </svg>
      {words}
    </span>
  )
}
