import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Look } from './look-state.ts'

/** Without AR: marks that cannot stand in the live picture now, with the way to the still that they stand on. */
export function OutOfView({ look }: { readonly look: Look }): ReactElement | null {
  const { view } = useSnapshot(look)
  const { stills } = useSnapshot(look.stills)
  if (view.mode !== 'live' || view.stills === undefined) return null
  // Newest first: what was marked last is what is talked about.
  const still = stills.find(({ id, marks }) => {
    const status = view.stills?.get(id)?.status
    return marks > 0 && (status === 'lost' || status === 'unfit')
  })
  if (still === undefined) return null
  const isFit = view.stills.get(still.id)?.status === 'lost'
  return (
    <span role="status">
      <Button
        size="xs"
        variant="light"
        leftSection={<IconPhoto size={16} stroke={1.75} aria-hidden />}
        onClick={() => void look.stills.open(still.id)}
      >
        {isFit ? 'Marks are out of view: show their still' : 'These marks stay on their still: show it'}
      </Button>
    </span>
  )
}
