import { IconPhoto } from '@tabler/icons-react'
import { useMemo, type ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import { emptyScene, foldScene, type SceneOperation, type SceneState } from '#domain/scene.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import sessionStyles from '../history/session.module.css'
import { StillCard } from '../history/still-card.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { useIsSettled, useKept } from '../session-context.ts'
import { SessionLine } from './session-line.tsx'

/** What stands in each session's scene. */
function scenesOf(operations: readonly SceneOperation[]): ReadonlyMap<Id, SceneState> {
  const bySession = new Map<Id, SceneOperation[]>()
  for (const operation of operations) {
    const list = bySession.get(operation.sessionId)
    if (list) list.push(operation)
    else bySession.set(operation.sessionId, [operation])
  }
  return new Map([...bySession].map(([id, list]) => [id, foldScene(list)]))
}

/** The stills of all sessions, newest first. */
export function ImagesTab(): ReactElement {
  const stills = useKept('still')
  const operations = useKept('scene')
  const sessions = useKept('session')
  const isSettled = useIsSettled()
  const scenes = useMemo(() => scenesOf((operations ?? []).map(({ record }) => record)), [operations])
  if (stills === undefined || (stills.length === 0 && !isSettled)) return <Skeletons rows={2} height={180} />
  if (stills.length === 0) {
    return (
      <EmptyState icon={<IconPhoto size={28} />} title="No images yet">
        Every picture that is frozen in a call appears here.
      </EmptyState>
    )
  }
  return (
    <ul className={sessionStyles.stills} aria-label="Images">
      {stills.toReversed().map((still) => (
        <StillCard
          key={still.record.id}
          still={still}
          scene={scenes.get(still.record.sessionId) ?? emptyScene}
          authorName={undefined}
        >
          <SessionLine
            session={sessions?.find(({ record }) => record.id === still.record.sessionId)?.record}
            tab="stills"
          />
        </StillCard>
      ))}
    </ul>
  )
}
