import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconMapQuestion } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { Link } from 'wouter'
import { EmptyState } from '#ui/empty-state.tsx'
import { START } from './gate/next-address.ts'

/** What an address that leads nowhere says, with a way on. */
export function NotFoundPage(): ReactElement {
  useDocumentTitle('Page not found · Farpoint')
  return (
    <EmptyState
      level={1}
      icon={<IconMapQuestion size={28} />}
      title="There is no such page"
      action={
        <Button component={Link} href={START}>
          Go to the start page
        </Button>
      }
    >
      The address may be cut off or mistyped. A guest’s link is whole when it was copied to its last letter.
    </EmptyState>
  )
}
