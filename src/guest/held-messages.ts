import type { Call, RemotePeer } from '#call/call.ts'
import type { ReliableMessage } from '#domain/wire.ts'

export interface HeldMessages {
  /** The call for whoever listens later: until `release` its reliable messages wait. */
  readonly call: Call
  /** Everybody listens now: gives what waited, in order, and from then on whatever comes. */
  release(): void
}

/**
 * A call hands a message to those who listen when it comes. Parts that are made after something slow (the stored log is
 * read) would miss what an expert says on opening: which still is shown, that a film runs. Unreliable messages do not
 * wait: a pointer of long ago points at nothing.
 */
export function holdMessages(call: Call): HeldMessages {
  type Listener = Parameters<Call['onMessage']>[0]
  const listeners = new Set<Listener>()
  let waiting: { readonly message: ReliableMessage; readonly from: RemotePeer }[] | undefined = []
  const tell: Listener = (message, from) => {
    for (const listener of listeners) listener(message, from)
  }
  const off = call.onMessage((message, from) => {
    if (waiting === undefined) tell(message, from)
    else if (message.type !== 'pointer' && message.type !== 'pointer.gone') waiting.push({ message, from })
  })
  return {
    call: {
      ...call,
      onMessage(callback) {
        listeners.add(callback)
        return () => void listeners.delete(callback)
      },
      close() {
        off()
        call.close()
      },
    },
    release() {
      const held = waiting ?? []
      waiting = undefined
      for (const { message, from } of held) tell(message, from)
    },
  }
}
