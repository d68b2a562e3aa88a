import { IconLanguage } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'

/** What was said, in writing: no part of the product writes it down yet, so there is none. */
export function TranscriptTab(): ReactElement {
  return (
    <EmptyState icon={<IconLanguage size={28} />} title="This session has no transcript.">
      What was said can be heard in its recordings.
    </EmptyState>
  )
}
