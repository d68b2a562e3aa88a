import { IconTimelineEvent } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { ReportList } from '#desk/device/report-list.tsx'
import { reportWords } from '#desk/device/report-words.ts'
import { updateSentence } from '#domain/update-words.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { byDay, clockTime } from '../parts/by-day.ts'
import { Skeletons } from '../parts/skeletons.tsx'
import { WhereKept } from '../parts/where-kept.tsx'
import { useKept } from '../session-context.ts'
import type { TabProps } from './session-page.tsx'
import styles from './session.module.css'

/** The session's diary: who did what when. */
export function UpdatesTab({ session }: TabProps): ReactElement {
  const updates = useKept('update', session.id)
  if (updates === undefined) return <Skeletons rows={5} height={28} />
  if (updates.length === 0) {
    return (
      <EmptyState icon={<IconTimelineEvent size={28} />} title="Nothing is written here yet">
        Joining, leaving, recording and the like are noted here by themselves.
      </EmptyState>
    )
  }
  return (
    <>
      {byDay(updates, ({ record }) => record.at).map((day) => (
        <section key={day.name}>
          <h2 className={styles.day}>{day.name}</h2>
          <ol className={styles.log} aria-label={`Updates of ${day.name}`}>
            {day.items.map(({ record, where }) => (
              <li key={record.id} className={styles.update}>
                <time className={styles.clock} dateTime={new Date(record.at).toISOString()}>
                  {clockTime(record.at)}
                </time>
                <div>
                  {updateSentence(record)} <WhereKept where={where} />
                  {record.report === undefined ? null : (
                    <details className={styles.report}>
                      <summary>{reportWords(record.report).text}</summary>
                      <ReportList report={record.report} />
                    </details>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}
