import { Skeleton } from '@mantine/core'
import type { ReactElement } from 'react'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './page.module.css'

/** What stands where a list is still being read: bars of its rows' height, after a moment. */
export function Skeletons({
  rows,
  height,
}: {
  readonly rows: number
  readonly height: number
}): ReactElement {
  return (
    <div className={styles.skeletons} role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </div>
  )
}
