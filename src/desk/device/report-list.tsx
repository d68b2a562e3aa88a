import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  type Icon,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { CheckVerdict, DeviceReport } from '#domain/device-report.ts'
import { checkTitles, verdictWords } from '#domain/readiness.ts'
import { dateTime } from '../parts/formats.ts'
import styles from './device.module.css'

const icons: Readonly<Record<CheckVerdict, Icon>> = {
  good: IconCircleCheck,
  limited: IconAlertTriangle,
  missing: IconCircleX,
  unknown: IconHelpCircle,
}

/** Everything that a device check found. */
export function ReportList({ report }: { readonly report: DeviceReport }): ReactElement {
  return (
    <>
      <p className={styles.device}>
        {report.device}, checked {dateTime(report.at)}
      </p>
      <ul className={styles.checks}>
        {report.checks.map(({ name, verdict, words }) => (
          <li key={name} className={styles.check}>
            <Verdict verdict={verdict} />
            <span className={styles.words}>
              <strong>{checkTitles[name]}</strong>
              {words === '' ? null : <span className={styles.quiet}>{words}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Verdict({ verdict }: { readonly verdict: CheckVerdict }): ReactElement {
  const VerdictIcon = icons[verdict]
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <VerdictIcon size={18} stroke={1.75} aria-label={verdictWords[verdict]} role="img" />
    </span>
  )
}
