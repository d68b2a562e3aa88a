import type { Config } from '../config/config.ts'

/**
 * Whether a request that changes something, or opens a socket, comes from our own pages: the protection of everything that
 * is done by cookie. Source: OWASP, Cross-Site Request Forgery Prevention, "Verifying Origin With Standard Headers".
 */
export function isSameOrigin(headers: Headers, config: Pick<Config, 'publicUrl'>): boolean {
  // A guest's header cannot be sent by a foreign page without the browser asking us first, and we say no.
  if (headers.get('authorization')?.startsWith('Guest ')) return true
  const origin = headers.get('origin')
  if (origin !== null) {
    if (origin === config.publicUrl) return true
    const host = headers.get('host')
    return host !== null && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
  }
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  // No browser: it has no cookie that it did not put there itself. With one, it must say where it comes from.
  return !headers.has('cookie')
}
