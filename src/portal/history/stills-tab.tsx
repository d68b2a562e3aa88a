import { IconCamera } from '@tabler/icons-react'
import { useMemo, type ReactElement } from 'react'
import { foldScene } from '#domain/scene.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { useKept } from '../session-context.ts'
import type { TabProps } from './session-page.tsx'
import styles from './session.module.css'
import { StillCard } from './still-card.tsx'

/** The frozen frames of the session. */
export function StillsTab({ session }: TabProps): ReactElement {
  const stills = useKept('still', session.id)
  const operations = useKept('scene', session.id)
  const participants = useKept('participant', session.id)
  const scene = useMemo(() => foldScene((operations ?? []).map(({ record }) => record)), [operations])
  if (stills === undefined) return <Skeletons rows={2} height={180} />
  if (stills.length === 0) {
    return (
      <EmptyState icon={<IconCamera size={28} />} title="No picture was frozen">
        Freeze the picture in the call, and it stays here with its marks.
      </EmptyState>
    )
  }
  return (
    <ul className={styles.stills} aria-label="Stills">
      {stills.map((still) => (
        <StillCard
          key={still.record.id}
          still={still}
          scene={scene}
          authorName={participants?.find(({ record }) => record.id === still.record.author)?.record.name}
        />
      ))}
    </ul>
  )
}
