import { Button, Loader } from '@mantine/core'
import { IconDeviceMobile, IconPlugConnected } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { ExpertCall } from './expert-call.ts'
import styles from './picture.module.css'

/** What stands in the place of the picture: who is missing, or what is being waited for. */
export function NoPicture({
  expert,
  onInvite,
}: {
  readonly expert: ExpertCall
  readonly onInvite: () => void
}): ReactElement {
  const { technician } = useSnapshot(expert.look)
  const { status } = useSnapshot(expert.call)
  if (status === 'reconnecting' || technician?.link === 'lost')
    return (
      <div className={styles.empty}>
        <EmptyState icon={<IconPlugConnected size={36} stroke={1.5} />} title="The connection was lost">
          Trying to get back by itself. Nothing that was written or marked is lost.
        </EmptyState>
      </div>
    )
  if (technician === undefined)
    return (
      <div className={styles.empty}>
        <EmptyState
          icon={<IconDeviceMobile size={36} stroke={1.5} />}
          title="Nobody is on the phone yet"
          action={<Button onClick={onInvite}>Invite the technician</Button>}
        >
          Send the link. The picture appears here by itself.
        </EmptyState>
      </div>
    )
  const isCameraOff = technician.link === 'open' && technician.capability?.picture.width === 0
  return (
    <div className={styles.empty}>
      <EmptyState icon={<Loader size={28} aria-hidden />} title={`${technician.name} is here`}>
        {technician.link === 'connecting'
          ? 'Connecting to the phone.'
          : isCameraOff
            ? 'The camera is not on yet. If this stays, ask whether the browser may use the camera.'
            : 'Waiting for the camera picture.'}
      </EmptyState>
    </div>
  )
}
