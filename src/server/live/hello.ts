import { LiveHello } from '#domain/live.ts'

/** Longest message that a client has reason to send here, in bytes. */
export const MAX_LIVE_MESSAGE_BYTES = 4 * 1024

/** The client's first message; undefined when it is anything else. Never throws. */
export function parseHello(text: string | undefined): LiveHello | undefined {
  if (text === undefined) return undefined
  try {
    return LiveHello.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** A guest's proof as the header that `identify` knows: clients keep it with or without the scheme's name. */
export function guestHeaders(guest: string): Headers | undefined {
  const proof = guest.replace(/^Guest /, '')
  // What cannot stand in a header proves nothing, and Headers would throw.
  return /^[\w.-]+$/.test(proof) ? new Headers({ authorization: `Guest ${proof}` }) : undefined
}
