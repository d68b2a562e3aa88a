import type { ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from './guest-call.ts'
import { StillBoard } from './marking/still-board.tsx'

/** The still that an expert shows, whole, with the marks that stand on it. */
export function ShownStill({ guest }: { readonly guest: GuestCall }): ReactElement | null {
  const { still } = useSnapshot(guest.seen)
  return still === undefined ? null : (
    <StillBoard
      guest={guest}
      stillId={still.id}
      picture={still.picture}
      label={`Still marked by ${still.by}`}
    />
  )
}
