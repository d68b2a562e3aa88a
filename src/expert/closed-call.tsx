import { Button } from '@mantine/core'
import { IconPlugOff } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Problem } from '#domain/problem.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import styles from './console.module.css'

/** Why there is no console here, and where to go from here. */
export function ClosedCall({
  problem,
  sessionId,
  onRetry,
}: {
  readonly problem: Problem
  readonly sessionId: string
  readonly onRetry: () => void
}): ReactElement {
  const isOver = problem.code === 'session-ended'
  return (
    <PageShell>
      <EmptyState
        level={1}
        icon={<IconPlugOff size={40} stroke={1.5} />}
        title={isOver ? 'This session has ended' : 'The call cannot be opened'}
        action={
          <span className={styles.choices}>
            <Button component="a" href={isOver ? `/history/${sessionId}` : '/sessions'}>
              {isOver ? 'See it in History' : 'My Sessions'}
            </Button>
            {isOver ? null : (
              <Button variant="default" onClick={onRetry}>
                Try again
              </Button>
            )}
          </span>
        }
      >
        {isOver ? 'Its chat, notes and recordings are kept in History.' : problem.sentence}
      </EmptyState>
    </PageShell>
  )
}
