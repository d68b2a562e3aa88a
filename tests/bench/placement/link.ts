import { tuneSdp } from '#call/sdp.ts'
import { parseReliable, type ReliableMessage } from '#domain/wire.ts'

/** One end of the connection: the call's two kinds of channels, and its way to describe the picture, without its signalling. */
export interface Link {
  readonly connection: RTCPeerConnection
  send(message: ReliableMessage): void
  sendLoosely(packet: ArrayBuffer): void
  /** A description with all its candidates, as an offer or as the answer to one. */
  describe(offer?: string): Promise<string>
  accept(answer: string): Promise<void>
}

export interface LinkEvents {
  onMessage(message: ReliableMessage): void
  onPacket(packet: ArrayBuffer): void
}

async function whenGathered(connection: RTCPeerConnection): Promise<void> {
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) =>
      connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
    )
  }
}

export function createLink({ onMessage, onPacket }: LinkEvents): Link {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  const wire = connection.createDataChannel('wire', { negotiated: true, id: 0 })
  const loose = connection.createDataChannel('loose', {
    negotiated: true,
    id: 1,
    ordered: false,
    maxRetransmits: 0,
  })
  loose.binaryType = 'arraybuffer'
  wire.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const parsed = parseReliable(data)
    if (!parsed.ok) throw new Error(`Not a message: ${parsed.reason}`)
    onMessage(parsed.message)
  })
  loose.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) onPacket(data)
  })

  return {
    connection,
    send(message) {
      if (wire.readyState === 'open') wire.send(JSON.stringify(message))
    },
    sendLoosely(packet) {
      if (loose.readyState === 'open') loose.send(packet)
    },
    async describe(offer) {
      if (offer !== undefined) await connection.setRemoteDescription({ type: 'offer', sdp: offer })
      const type = offer === undefined ? 'offer' : 'answer'
      const made = await (type === 'offer' ? connection.createOffer() : connection.createAnswer())
      await connection.setLocalDescription({ type, sdp: tuneSdp(made.sdp ?? '') })
      await whenGathered(connection)
      return connection.localDescription?.sdp ?? ''
    },
    accept: (answer) => connection.setRemoteDescription({ type: 'answer', sdp: answer }),
  }
}
