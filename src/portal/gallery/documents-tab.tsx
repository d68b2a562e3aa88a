import { IconFileText } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'

/** Documents of the workspace: nothing can be added yet, so there are none. */
export function DocumentsTab(): ReactElement {
  return (
    <EmptyState icon={<IconFileText size={28} />} title="No documents">
      This workspace has no documents.
    </EmptyState>
  )
}
