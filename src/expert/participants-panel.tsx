import { IconMicrophoneOff } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { RemotePeer } from '#call/call.ts'
import { StatusDot } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
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

/** Who is in the call now. */
export function ParticipantsPanel({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { peers } = useSnapshot(expert.call)
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
            </span>
            {peer.muted ? <IconMicrophoneOff size={16} aria-label="muted" /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
