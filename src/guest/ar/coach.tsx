import type { ReactElement } from 'react'
import { PhoneIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import styles from './coach.module.css'
import { lessonFor } from './lessons.ts'

/** What to do with the phone while AR does not know where it is; nothing while it does. */
export function Coach({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { capability } = useSnapshot(guest.ladders)
  const lesson = lessonFor(capability.tracking, capability.trackingReason)
  return (
    <div className={styles.coach} role="status">
      {lesson === undefined ? null : (
        <div className={styles.card}>
          <span className={styles.ground} aria-hidden="true">
            <span className={lesson.sways ? styles.swaying : styles.phone}>
              <PhoneIcon size={48} />
            </span>
          </span>
          <p className={styles.words}>{lesson.words}</p>
          {/* Its time begins anew with each lesson. */}
          <p className={styles.tip} key={lesson.tip}>
            {lesson.tip}
          </p>
        </div>
      )}
    </div>
  )
}
