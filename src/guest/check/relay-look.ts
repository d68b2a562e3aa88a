import type { IceServer } from '#domain/signalling.ts'
import { good, limited, missing, unknown, type Finding } from './finding.ts'

/** Relays on slow networks answer within a second or two; ms. */
const GATHER_MS = 5000

/** Kinds of paths that were found. Source: RFC 8445, 5.1.1: of the device itself, seen from outside, by a relay. */
export type PathKind = 'host' | 'srflx' | 'relay'

export interface RelayFacts {
  readonly configured: boolean
  /** This device was given the relays to try. */
  readonly tried: boolean
  readonly paths: ReadonlySet<PathKind>
}

export function relayFinding({ configured, tried, paths }: RelayFacts): Finding {
  if (paths.size === 0)
    return missing(
      'No way into the network was found for calls',
      'A firewall, a VPN or a browser setting blocks calls. Try mobile data, or switch the VPN off.',
    )
  if (paths.has('relay')) return good('The relay answers: calls get through strict networks too')
  if (tried)
    return limited(
      'The relay does not answer from this network',
      'Calls may fail here. Try mobile data instead of Wi-Fi, or the other way round.',
    )
  if (configured) return unknown('There is a relay; it is tried when this page is opened by your link')
  return limited(
    'No relay is set up on this portal: calls need a direct way',
    'If a call does not connect, bring both sides into the same network, or ask the portal’s owner to set up a relay.',
  )
}

/** The kinds of paths that this device finds with those servers; stops waiting once a relay answered. */
export async function gatherPaths(iceServers: readonly IceServer[]): Promise<ReadonlySet<PathKind>> {
  const paths = new Set<PathKind>()
  const peer = new RTCPeerConnection({
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
  })
  try {
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS)
      const finish = (): void => {
        clearTimeout(timer)
        resolve()
      }
      peer.onicecandidate = ({ candidate }) => {
        // Older Safari has the line only, not its parts.
        const kind = / typ (host|srflx|relay)/.exec(candidate?.candidate ?? '')?.[1]
        if (kind === 'host' || kind === 'srflx' || kind === 'relay') paths.add(kind)
        if (candidate === null || kind === 'relay') finish()
      }
    })
    // Without something to carry there is nothing to gather for.
    peer.createDataChannel('check')
    await peer.setLocalDescription(await peer.createOffer())
    await done
    return paths
  } catch {
    return paths
  } finally {
    peer.close()
  }
}
