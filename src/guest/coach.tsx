import type { ReactElement } from 'react'
import type { Tracking } from '#domain/capability.ts'
import { PhoneIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './coach.module.css'
import type { GuestCall } from './guest-call.ts'

interface Lesson {
  readonly words: string
  /** Said when the first sentence did not help for a while. */
  readonly tip: string
  /** The phone in the drawing sways: the movement that is asked for. */
  readonly sways: boolean
}

const lessons: Readonly<Record<Tracking, Lesson | undefined>> = {
  none: undefined,
  good: undefined,
  starting: {
    words: 'Move the phone slowly over what is in front of you',
    tip: 'It helps to have light, and things with edges and patterns half a metre to two metres away.',
    sways: true,
  },
  limited: {
    words: 'Hold still for a moment, or find more light',
    tip: 'Blank walls and shiny metal are hard to follow. Show something with a pattern too.',
    sways: false,
  },
  lost: {
    words: 'The phone lost its place. Point it at where you were before',
    tip: 'Marks come back when the phone knows the place again.',
    sways: true,
  },
}

/** What to do with the phone while AR does not know where it is; nothing while it does. */
export function Coach({ guest }: { readonly guest: GuestCall }): ReactElement {
  const { capability } = useSnapshot(guest.ladders)
  const lesson = lessons[capability.tracking]
  return (
    <div className={styles.coach} role="status">
      {lesson === undefined ? (
        capability.hint === undefined ? null : (
          <p className={styles.hint}>{capability.hint}</p>
        )
      ) : (
        <div className={styles.card}>
          <span className={lesson.sways ? styles.swaying : styles.phone}>
            <PhoneIcon size={44} />
          </span>
          <p className={styles.words}>{lesson.words}</p>
          <p className={styles.tip}>{lesson.tip}</p>
        </div>
      )}
    </div>
  )
}
