import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** The two ends of the one connection that is slowed down. */
export type Side = 'technician' | 'expert'

/** A network between two browsers' UDP ports that takes its time: everything, picture, poses and clicks, goes through it. */
export interface SlowNetwork {
  /** Milliseconds that each packet takes longer from now on, in each direction. Packets never overtake each other. */
  setDelay(milliseconds: number): void
  /** The same description with this network's port in place of the side's own, to be given to the other side. */
  standInFor(side: Side, sdp: string): string
  close(): void
}

interface Address {
  readonly host: string
  readonly port: number
}

/** `a=candidate:foundation component udp priority host port typ host`. Source: RFC 8839 5.1. */
const UDP_V4 = /^a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) typ host.*$/im

async function openDoor(): Promise<Socket> {
  const door = createSocket('udp4')
  door.bind(0)
  await once(door, 'listening')
  return door
}

/** Sends packets on in order, each after the delay that was set when it came. */
function createQueue(send: (packet: Buffer) => void, delay: () => number): (packet: Buffer) => void {
  const waiting: { readonly packet: Buffer; readonly at: number }[] = []
  let last = 0
  let timer: NodeJS.Timeout | undefined
  const drain = (): void => {
    timer = undefined
    const now = performance.now()
    for (let first = waiting[0]; first !== undefined && first.at <= now; first = waiting[0]) {
      waiting.shift()
      send(first.packet)
    }
    const next = waiting[0]
    if (next !== undefined) timer = setTimeout(drain, next.at - now)
  }
  return (packet) => {
    last = Math.max(last, performance.now() + delay())
    waiting.push({ packet, at: last })
    if (timer === undefined) drain()
  }
}

export async function openSlowNetwork(): Promise<SlowNetwork> {
  const doors: Readonly<Record<Side, Socket>> = {
    technician: await openDoor(),
    expert: await openDoor(),
  }
  const homes: Partial<Record<Side, Address>> = {}
  let delay = 0

  /** What comes in at one side's door is for that side, and goes out of the other's door, from where it is expected. */
  const connect = (to: Side, from: Side): void => {
    const forward = createQueue(
      (packet) => {
        const home = homes[to]
        if (home !== undefined) doors[from].send(packet, home.port, home.host)
      },
      () => delay,
    )
    doors[to].on('message', forward)
  }
  connect('technician', 'expert')
  connect('expert', 'technician')

  return {
    setDelay(milliseconds) {
      delay = milliseconds
    },
    standInFor(side, sdp) {
      const [line, host, port] = UDP_V4.exec(sdp) ?? []
      if (line === undefined || host === undefined || port === undefined)
        throw new Error(`The ${side}'s browser offers no UDP port:\n${sdp}`)
      homes[side] = { host, port: Number(port) }
      const own = line.replace(` ${port} typ`, ` ${doors[side].address().port} typ`)
      return sdp
        .split('\r\n')
        .flatMap((one) => (one === line ? [own] : one.startsWith('a=candidate:') ? [] : [one]))
        .join('\r\n')
    },
    close() {
      for (const door of Object.values(doors)) door.close()
    },
  }
}
