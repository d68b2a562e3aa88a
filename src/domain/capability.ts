import * as z from 'zod'
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
  features: z.array(z.string().max(40)).max(20),
  tracking: Tracking,
  /** The current space in the world ladder. */
  spaceId: Id.optional(),
  picture: z.object({ width: z.int().min(0), height: z.int().min(0), stripRows: z.int().min(0) }),
  /** A sentence when something that was expected is missing. */
  hint: z.string().max(200).optional(),
})
export type Capability = z.infer<typeof Capability>
