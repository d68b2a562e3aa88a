import * as z from 'zod/mini'
import { Timestamp } from './ids.ts'

/** What `/check` looks at, in the order in which it is shown. */
export const CheckName = z.enum([
  'secure-context',
  'camera',
  'microphone',
  'webxr',
  'hit-test',
  'anchors',
  'depth-sensing',
  'plane-detection',
  'camera-access',
  'dom-overlay',
  'recording',
  'storage',
  'relay',
  'uplink',
  'downlink',
])
export type CheckName = z.infer<typeof CheckName>

/** `unknown`: it cannot be told before it is used, or was not looked at. */
export const CheckVerdict = z.enum(['good', 'limited', 'missing', 'unknown'])
export type CheckVerdict = z.infer<typeof CheckVerdict>

/** What a person's own phone can do, as `/check` found it. */
export const DeviceReport = z.object({
  at: Timestamp,
  /** Browser and device in a few words, as far as the browser tells. */
  device: z.string().check(z.maxLength(120)),
  checks: z
    .array(
      z.object({
        name: CheckName,
        verdict: CheckVerdict,
        /** The finding in plain words: a rate, a format, what to do. */
        words: z.string().check(z.maxLength(200)),
      }),
    )
    .check(z.maxLength(30)),
})
export type DeviceReport = z.infer<typeof DeviceReport>
