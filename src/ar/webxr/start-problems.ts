import { fail, type Outcome } from '#domain/problem.ts'

const sentences = {
  refused:
    'AR was not allowed. Allow AR and the camera for this page in the browser, then tap Start AR again.',
  unsupported:
    'This phone does not offer AR to this browser. Go on with the camera, or update Chrome and Google Play Services for AR.',
  busy: 'AR is already running on this phone. Close it in the other tab, then tap Start AR again.',
  bare: 'AR in this browser does not show this page’s buttons, so it cannot be used. Go on with the camera, or open this page in Chrome.',
  silent: 'AR started but gave no picture. Tap Start AR again; if it stays so, go on with the camera.',
  other: 'AR did not start. Tap Start AR again; if it stays so, go on with the camera.',
}

/** The name of what the tracker throws when nothing of the page is seen over AR. */
export const NO_OVERLAY = 'NoOverlayError'

/** Why AR did not start, from what `requestSession` or the renderer threw. Source: WebXR Device API, requestSession(). */
export function startProblem(error: unknown): Outcome<never> {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return fail('not-allowed', sentences.refused)
  if (name === 'NotSupportedError') return fail('not-found', sentences.unsupported)
  if (name === 'InvalidStateError') return fail('conflict', sentences.busy)
  if (name === NO_OVERLAY) return fail('not-supported', sentences.bare)
  return fail('bad-request', sentences.other)
}

/** AR runs, but no frame came. */
export function silentProblem(): Outcome<never> {
  return fail('bad-request', sentences.silent)
}
