import type { ReactElement, ReactNode } from 'react'
import { marksOnStill } from '#domain/marks-on-still.ts'
import type { SceneState } from '#domain/scene.ts'
import type { Kept } from '#store/local-store.ts'
import { count, dateTime } from '#desk/parts/formats.ts'
import { WhereKept } from '../parts/where-kept.tsx'
import styles from './session.module.css'
import { StillPicture } from './still-picture.tsx'

export interface StillCardProps {
  readonly still: Kept<'still'>
  /** What stands in the session's scene, for the marks on the still. */
  readonly scene: SceneState
  readonly authorName: string | undefined
  /** What else is to be said, such as the session it belongs to. */
  readonly children?: ReactNode
}

/** One still with what is known of it: small in the list, large with its marks. */
export function StillCard({ still, scene, authorName, children }: StillCardProps): ReactElement {
  const { record, where } = still
  // A run of AR that was joined with a later one took its stills along: the scene knows better where it was seen from.
  const marks = marksOnStill(scene.stills.get(record.id) ?? record, scene)
  return (
    <li className={styles.still}>
      <StillPicture still={record} scene={scene} />
      {children}
      <span className={styles.quiet}>
        {[dateTime(record.at), authorName, marks === 0 ? undefined : count(marks, 'mark')]
          .filter(Boolean)
          .join(', ')}{' '}
        <WhereKept where={where} />
      </span>
    </li>
  )
}
