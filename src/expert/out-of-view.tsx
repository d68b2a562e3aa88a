import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { FollowedStill } from '#ar/camera-tracker/still-follower.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Look } from './look-state.ts'

/** Without AR: marks that cannot stand in the live picture now, with the way to the still that they stand on. */
export function OutOfView({ look }: { readonly look: Look }): ReactElement | null {
  const { view } = useSnapshot(look)
  const { stills } = useSnapshot(look.stills)
  if (view.mode !== 'live' || view.stills === undefined) return null
  // Newest first: what was marked last is what is talked about.
  const still = stills.find(({ id, marks }) => marks > 0 && wordsOf(view.stills?.get(id)) !== undefined)
  const words = still && wordsOf(view.stills.get(still.id))
  if (still === undefined || words === undefined) return null
  return (
    <span role="status">
      <Button
        size="xs"
        variant="light"
        leftSection={<IconPhoto size={16} stroke={1.75} aria-hidden />}
        onClick={() => void look.stills.open(still.id)}
      >
        {words}
      </Button>
    </span>
  )
}

function wordsOf(still: FollowedStill | undefined): string | undefined {
  if (still?.status === 'lost') return 'Marks are out of view: show their still'
  if (still?.status === 'unfit') return 'These marks stay on their still: show it'
  return still?.isWhole === false ? 'Some marks are out of view: show their still' : undefined
}
