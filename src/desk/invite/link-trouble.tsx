import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { GuestLink, Inviting } from '#call/inviting.ts'
import { Banner } from '#ui/banner.tsx'

export interface LinkTroubleProps {
  readonly inviting: Inviting
  readonly link: GuestLink
}

/** Why there is no link to give away now, and what to do. Nothing when there is one, or one comes. */
export function LinkTrouble({ inviting, link }: LinkTroubleProps): ReactElement | null {
  if (link.status === 'failed') {
    return (
      <Banner
        tone="danger"
        title={link.problem.code === 'server-gone' ? 'The portal cannot be reached' : link.problem.sentence}
        action={
          <Button variant="default" size="xs" onClick={() => void inviting.open()}>
            Try again
          </Button>
        }
      >
        {link.problem.code === 'server-gone'
          ? 'Guests come in through it, so there is no link without it.'
          : null}
      </Banner>
    )
  }
  if (link.status === 'withdrawn') {
    return (
      <Banner
        title="This link was withdrawn"
        action={
          <Button variant="default" size="xs" onClick={() => void inviting.renew()}>
            Make a new link
          </Button>
        }
      >
        Whoever opens it is told so.
      </Banner>
    )
  }
  return null
}
