import { IconMicrophoneOff } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { StatusDot } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'

const seats = { technician: 'Technician', expert: 'Expert' } as const
const ladders = { world: 'in AR', camera: 'camera', stills: 'stills' } as const

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
          <span className={styles.personName}>{expert.self.name}</span>
          <span className={styles.muted}>You</span>
        </li>
        {peers.map((peer) => (
          <li key={peer.peerId} className={styles.person}>
            <StatusDot
              state={peer.link === 'open' ? 'on' : 'waiting'}
              label={peer.link === 'open' ? 'Here' : peer.link === 'lost' ? 'Connection lost' : 'Connecting'}
            />
            <span className={styles.personName}>{peer.name}</span>
            <span className={styles.muted}>
              {peer.outdated === undefined
                ? `${seats[peer.seat]}${peer.capability === undefined ? '' : `, ${ladders[peer.capability.ladder]}`}`
                : 'Has to reload the page'}
            </span>
            {peer.muted ? <IconMicrophoneOff size={16} aria-label="muted" /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
