import { Popover, ScrollArea } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { ReportList } from '#desk/device/report-list.tsx'
import { reportWords } from '#desk/device/report-words.ts'
import type { DeviceReport } from '#domain/device-report.ts'
import styles from './panels.module.css'

const icons = { good: IconCircleCheck, limited: IconAlertTriangle, missing: IconCircleX } as const

/** What a person's device can do, in a line; touching it shows everything that was checked. */
export function DeviceCheck({ report }: { readonly report: DeviceReport }): ReactElement {
  const { tone, text } = reportWords(report)
  const ToneIcon = icons[tone]
  return (
    <Popover
      position="left-start"
      width={320}
      shadow="md"
      trapFocus
      returnFocus
      portalProps={{ target: '#console' }}
    >
      <Popover.Target>
        <button type="button" className={styles.device} data-tone={tone}>
          <ToneIcon size={16} stroke={1.75} aria-hidden />
          <span>Device check: {text}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="What the device check found">
        {/* Takes the focus, so that a long list can be read with the keyboard. */}
        <ScrollArea.Autosize mah="60dvh" viewportProps={{ tabIndex: 0 }}>
          <ReportList report={report} />
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
