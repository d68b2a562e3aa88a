import type { ReactElement } from 'react'
import type { Problem } from '#domain/problem.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { CheckIcon, LinkIcon } from '#ui/icons-tool.tsx'
import { PhoneLeaveIcon } from '#ui/icons-call.tsx'
import { PageShell } from '#ui/page-shell.tsx'

const titles: Partial<Record<Problem['code'], string>> = {
  'link-expired': 'This link has expired',
  'link-revoked': 'This link was withdrawn',
  'link-unknown': 'This link does not work',
}

/** The session is over, or the link leads nowhere. */
export function ClosedPage({ problem }: { readonly problem: Problem }): ReactElement {
  if (problem.code === 'session-ended')
    return (
      <PageShell>
        <EmptyState level={1} icon={<CheckIcon size={40} />} title="This session has ended">
          Thank you. What was said and shown is kept by the people who helped you. If you need help again, ask
          them for a new link.
        </EmptyState>
      </PageShell>
    )
  return (
    <PageShell>
      <EmptyState
        level={1}
        icon={<LinkIcon size={40} />}
        title={titles[problem.code] ?? 'This link does not work'}
      >
        {problem.sentence}
      </EmptyState>
    </PageShell>
  )
}

/** The guest hung up; the same link leads back as long as the session is open. */
export function LeftPage({ onBack }: { readonly onBack: () => void }): ReactElement {
  return (
    <PageShell>
      <EmptyState
        level={1}
        icon={<PhoneLeaveIcon size={40} />}
        title="You have left the call"
        action={
          <Button tone="primary" size="main" onClick={onBack}>
            Come back
          </Button>
        }
      >
        Camera and microphone are off. You may close this page, or come back with one tap while the session is
        open.
      </EmptyState>
    </PageShell>
  )
}
