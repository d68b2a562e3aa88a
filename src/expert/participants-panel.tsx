import { IconMicrophoneOff } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { RemotePeer } from '#call/call.ts'
import { StatusDot } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import { DeviceCheck } from './device-check.tsx'
import type { ExpertCall } from './expert-call.ts'

const seats = { technician: 'Technician', expert: 'Expert' } as const
const ladders = { world: 'in AR', camera: 'camera', stills: 'stills' } as const

/** What to know of a person beside the name. */
function standing(peer: RemotePeer): string {
  if (peer.outdated !== undefined)
    return peer.outdated === 'us' ? 'You have to reload the page' : 'Has to reload the page'
  if (peer.link === 'lost') return 'Connection lost'
  if (peer.link === 'connecting') return 'Connecting'
  return [seats[peer.seat], ...(peer.capability === undefined ? [] : [ladders[peer.capability.ladder]])].join(
    ', ',
  )
}

/** Whether this is the person whose device was checked, as far as names tell. */
function checkedBy(peer: RemotePeer, name: string | undefined): boolean {
  return peer.seat === 'technician' && peer.name === name
}

/** Who is in the call now. */
export function ParticipantsPanel({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { peers } = useSnapshot(expert.call)
  const { device } = useSnapshot(expert.look.asks)
  const isHere = peers.some((peer) => checkedBy(peer, device?.by))
  return (
    <section className={styles.panel} aria-labelledby="participants">
      <h2 id="participants" className={styles.panelTitle}>
        Participants
      </h2>
      <ul className={styles.people} aria-labelledby="participants">
        <li className={styles.person}>
          <StatusDot state="on" label="Here" />
          <span className={styles.personWords}>
            <span className={styles.personName}>{expert.self.name}</span>{' '}
            <span className={styles.muted}>You</span>
          </span>
        </li>
        {peers.map((peer) => (
          <li key={peer.peerId} className={styles.person}>
            <StatusDot
              state={peer.link === 'open' ? 'on' : 'waiting'}
              label={peer.link === 'open' ? 'Here' : peer.link === 'lost' ? 'Connection lost' : 'Connecting'}
            />
            <span className={styles.personWords}>
              <span className={styles.personName}>{peer.name}</span>{' '}
              <span className={styles.muted}>{standing(peer)}</span>
              {device !== undefined && checkedBy(peer, device.by) ? (
                <DeviceCheck report={device.report} />
              ) : null}
            </span>
            {peer.muted ? <IconMicrophoneOff size={16} aria-label="muted" /> : null}
          </li>
        ))}
        {device === undefined || isHere ? null : (
          <li className={styles.person}>
            <StatusDot state="off" label="Not here" />
            <span className={styles.personWords}>
              <span className={styles.personName}>{device.by}</span>{' '}
              <span className={styles.muted}>not here yet</span>
              <DeviceCheck report={device.report} />
            </span>
          </li>
        )}
      </ul>
    </section>
  )
}
