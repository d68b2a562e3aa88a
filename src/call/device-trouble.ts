export type DeviceKind = 'camera' | 'microphone'

export interface DeviceTrouble {
  readonly status: 'refused' | 'missing' | 'busy'
  /** What to do about it. */
  readonly sentence: string
}

/**
 * What a failed `getUserMedia` means for a person. `name` is the DOMException's name, or `insecure` (no HTTPS) or
 * `ended` (it worked and stopped). Source: Media Capture and Streams, 10.2 getUserMedia().
 */
export function trouble(kind: DeviceKind, name: string): DeviceTrouble {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return {
        status: 'refused',
        sentence: `This page may not use the ${kind}. Tap the icon beside the address, allow the ${kind}, then try again.`,
      }
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { status: 'missing', sentence: `No ${kind} was found. Connect one, then try again.` }
    case 'insecure':
      return {
        status: 'missing',
        sentence: `Browsers give the ${kind} to secure pages only. Open this page by its https address.`,
      }
    case 'ended':
      return {
        status: 'busy',
        sentence: `The ${kind} stopped: it was taken by another app or unplugged. Try again when it is free.`,
      }
    default:
      return {
        status: 'busy',
        sentence: `The ${kind} could not be started: another app may be using it. Close that app, then try again.`,
      }
  }
}
