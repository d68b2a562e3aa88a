import { useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { loadWords } from '#ar/models/load-words.ts'
import type { LoadProgress } from '#ar/models/model-library.ts'
import type { Readable } from '#domain/engine.ts'
import type { GuestCall } from '../guest-call.ts'
import styles from './model-troubles.module.css'
import type { ArRun } from './ar-run.ts'
import { useModel } from './use-model.ts'

const NO_PROGRESS: Readable<ReadonlyMap<string, LoadProgress>> = {
  snapshot: () => EMPTY,
  subscribe: () => () => undefined,
}
const EMPTY: ReadonlyMap<string, LoadProgress> = new Map()

/** Models that are on their way, with their bytes, and why one shows as a box. */
export function ModelTroubles({
  guest,
  run,
}: {
  readonly guest: GuestCall
  readonly run: ArRun
}): ReactElement {
  const { modelFailures } = useSnapshot(run.tracker)
  const progress = useSnapshot(run.models()?.progress ?? NO_PROGRESS)
  const { scene } = useSnapshot(guest.shared)
  const [read, setRead] = useState<ReadonlySet<string>>(new Set())
  const placed = new Set([...scene.placements.values()].map(({ modelId }) => modelId))
  const failed = [...modelFailures].find(([modelId]) => placed.has(modelId) && !read.has(modelId))
  return (
    <>
      {[...progress].map(([modelId, { loaded, total }]) => (
        <Loading key={modelId} run={run} modelId={modelId} loaded={loaded} total={total} />
      ))}
      {failed === undefined ? null : (
        <Failure
          run={run}
          modelId={failed[0]}
          sentence={failed[1]}
          onRead={() => setRead(new Set([...read, failed[0]]))}
        />
      )}
    </>
  )
}

function Loading({
  run,
  modelId,
  loaded,
  total,
}: LoadProgress & { readonly run: ArRun; readonly modelId: string }): ReactElement {
  const { name } = useModel(run, modelId)
  return (
    <div className={styles.loading}>
      <span>
        {name}, {loadWords({ loaded, total })}
      </span>
      <progress
        className={styles.bar}
        aria-label={`Loading ${name}`}
        max={1}
        value={total === undefined ? undefined : Math.min(1, loaded / total)}
      />
    </div>
  )
}

function Failure({
  run,
  modelId,
  sentence,
  onRead,
}: {
  readonly run: ArRun
  readonly modelId: string
  readonly sentence: string
  readonly onRead: () => void
}): ReactElement {
  const { name } = useModel(run, modelId)
  return (
    <Banner
      tone="warning"
      title={`${name} cannot be shown`}
      action={<Button onClick={onRead}>All right</Button>}
    >
      {sentence}
    </Banner>
  )
}
