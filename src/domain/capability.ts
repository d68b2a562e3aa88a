import * as z from 'zod/mini'
import { Id } from './ids.ts'

export const Ladder = z.enum(['world', 'camera', 'stills'])
export type Ladder = z.infer<typeof Ladder>

/** How well the device knows where it is, and why not. */
export const Tracking = z.enum(['none', 'starting', 'good', 'limited', 'lost'])
export type Tracking = z.infer<typeof Tracking>

/** Whether the device is not sure of its place: then nothing that is anchored to the room stands quite true. */
export function isPlaceUnsure(capability: { readonly tracking: Tracking } | undefined): boolean {
  return capability?.tracking === 'limited' || capability?.tracking === 'lost'
}

/** Why the device does not know well where it is, as far as it can tell. */
export const TrackingReason = z.enum(['moving-fast', 'too-dark', 'nothing-to-hold-on-to'])
export type TrackingReason = z.infer<typeof TrackingReason>

/** What the phone's camera lets itself be told; only what this browser offers is present. */
export const CameraControls = z.object({
  torch: z.optional(z.boolean()),
  zoom: z.optional(z.object({ min: z.number(), max: z.number(), step: z.number(), value: z.number() })),
  lenses: z.optional(
    z
      .array(z.object({ id: z.string().check(z.maxLength(200)), label: z.string().check(z.maxLength(100)) }))
      .check(z.maxLength(10)),
  ),
  lensId: z.optional(z.string().check(z.maxLength(200))),
  /** Whether it can take a still that is sharper than its film. */
  photo: z.boolean(),
})
export type CameraControls = z.infer<typeof CameraControls>

/** One thing that an expert may ask the technician's camera to do; nothing happens before the technician's tap. */
export const CameraWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('torch'), on: z.boolean() }),
  z.object({ kind: z.literal('zoom'), value: z.number() }),
  z.object({ kind: z.literal('lens'), lensId: z.string().check(z.maxLength(200)) }),
  z.object({ kind: z.literal('photo') }),
])
export type CameraWish = z.infer<typeof CameraWish>

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
  trackingReason: z.optional(TrackingReason),
  /** The phone sends less to stay cool or to last. */
  saving: z.optional(z.enum(['heat', 'battery'])),
  camera: z.optional(CameraControls),
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
