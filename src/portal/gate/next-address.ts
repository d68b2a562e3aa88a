/** Where the portal starts. */
export const START = '/sessions'

/**
 * The sign-in page's address that comes back to `address` afterwards (path and query of this origin).
 */
export function signInAddress(address: string): string {
  return address === '/' || address === START ? '/sign-in' : `/sign-in?next=${encodeURIComponent(address)}`
}

/** The address to go on to after signing in: only ever one of this origin, whatever the link says. */
export function nextAddress(search: string, origin: string): string {
  const next = new URLSearchParams(search).get('next')
  if (next === null || !next.startsWith('/')) return START
  const url = parsed(next, origin)
  if (url === undefined || url.origin !== origin || url.pathname === '/sign-in' || url.pathname === '/setup')
    return START
  return url.pathname + url.search + url.hash
}

/** Whether the portal draws the page of that address; other pages are other apps and need a full load. */
export function isPortalAddress(address: string): boolean {
  return /^\/(sessions|history|gallery|settings)?([/?#]|$)/.test(address)
}

function parsed(address: string, base: string): URL | undefined {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}
