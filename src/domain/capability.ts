import * as z from 'zod/mini'
import { Id } from './ids.ts'

export const Ladder = z.enum(['world', 'camera', 'stills'])
export type Ladder = z.infer<typeof Ladder>

/** How well the device knows where it is, and why not. */
export const Tracking = z.enum(['none', 'starting', 'good', 'limited', 'lost'])
export type Tracking = z.infer<typeof Tracking>

/**
 * What the technician's device can show, told to every side whenever it changes: nothing is offered that the other side cannot show.
 * In the world ladder every outgoing frame is `picture` plus `stripRows` rows below it.
 */
export const Capability = z.object({
  ladder: Ladder,
  /** Whether this device could start AR (the expert may ask for it). */
  arAvailable: z.boolean(),
  features: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20)),
  tracking: Tracking,
  /** The current space in the world ladder. */
  spaceId: z.optional(Id),
  picture: z.object({
    width: z.int().check(z.gte(0)),
    height: z.int().check(z.gte(0)),
    stripRows: z.int().check(z.gte(0)),
  }),
  /** A sentence when something that was expected is missing. */
  hint: z.optional(z.string().check(z.maxLength(200))),
})
export type Capability = z.infer<typeof Capability>
