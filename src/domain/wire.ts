import * as z from 'zod/mini'
import { CameraWish, Capability } from './capability.ts'
import { ImagePoint } from './geometry.ts'
import { Id, Timestamp } from './ids.ts'
import { MarkColour, MarkLabel, MarkTool, MAX_STROKE_POINTS, StepDetail, Units } from './mark.ts'
import { GalleryModel } from './media.ts'
import { Message } from './message.ts'
import { PersonName, Seat } from './participant.ts'
import { SceneOperation } from './scene.ts'
import { StillView } from './still.ts'

/** Raised when a message changes its meaning; a peer of another version is told to reload. */
export const WIRE_VERSION = 1

/** Longest message, in UTF-16 units: under every browser's limit for one data-channel message. */
export const MAX_WIRE_LENGTH = 64 * 1024

/** A still's JPEG travels in slices of this many base64 characters. */
export const STILL_SLICE_LENGTH = 48 * 1024

/** A point that the expert touched: which frame was seen, and where in its picture. */
export const SeenPoint = z.extend(ImagePoint, { frame: z.int().check(z.gte(0)) })
export type SeenPoint = z.infer<typeof SeenPoint>

/** Everything that peers of a session say to each other on the reliable, ordered channel. */
export const ReliableMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    version: z.int(),
    participantId: Id,
    name: PersonName,
    seat: Seat,
  }),
  z.object({ type: z.literal('capability'), capability: Capability }),
  z.object({ type: z.literal('scene'), operations: z.array(SceneOperation).check(z.maxLength(200)) }),
  z.object({ type: z.literal('chat'), message: Message }),
  /* An expert's wish, resolved by the technician's device against the frame that was seen. Its answer is a scene operation with the same mark id. */
  z.object({
    type: z.literal('mark.begin'),
    markId: Id,
    tool: MarkTool,
    colour: MarkColour,
    text: z.optional(MarkLabel),
    units: z.optional(Units),
    step: z.optional(StepDetail),
    points: z.array(SeenPoint).check(z.minLength(1), z.maxLength(MAX_STROKE_POINTS)),
  }),
  z.object({
    type: z.literal('mark.extend'),
    markId: Id,
    points: z.array(SeenPoint).check(z.minLength(1), z.maxLength(MAX_STROKE_POINTS)),
  }),
  z.object({ type: z.literal('mark.end'), markId: Id }),
  /** Takes a standing mark, or a model, to another point of a surface; the answer is a put of the same id, with the same gesture. */
  z.object({ type: z.literal('mark.move'), markId: Id, point: SeenPoint, gesture: z.optional(Id) }),
  z.object({
    type: z.literal('placement.move'),
    placementId: Id,
    point: SeenPoint,
    gesture: z.optional(Id),
  }),
  /**
   * Somebody's hand is on a mark or a model, or lets go. The last grab holds: of two, the one with the higher (at, participant id),
   * on every device alike.
   */
  z.object({ type: z.literal('grab'), id: Id, isHeld: z.boolean(), at: Timestamp }),
  /** Asks the technician, after AR was started anew, to tap the real place of this mark or model: everything is placed again from there. */
  z.object({ type: z.literal('join.ask'), markId: Id }),
  /** An expert asks for something of the camera; the technician's tap allows it. */
  z.object({ type: z.literal('camera.ask'), askId: Id, wish: CameraWish }),
  z.object({
    type: z.literal('camera.answer'),
    askId: Id,
    outcome: z.enum(['done', 'declined', 'failed']),
    sentence: z.optional(z.string().check(z.maxLength(200))),
  }),
  z.object({
    type: z.literal('placement.request'),
    placementId: Id,
    modelId: GalleryModel.shape.id,
    point: SeenPoint,
  }),
  z.object({
    type: z.literal('still.slice'),
    stillId: Id,
    index: z.int().check(z.gte(0), z.lte(999)),
    count: z.int().check(z.gte(1), z.lte(1000)),
    base64: z.string().check(z.maxLength(STILL_SLICE_LENGTH)),
    /** A sharper picture of the still than the one before, and what of the still changes with it. */
    sharp: z.optional(StillView),
  }),
  /**
   * An expert holds a frame as it came over the link and asks the technician's device for a slice of a picture of it as sharp as its
   * camera gives; the first slice takes that picture. Asked for one by one, so that no mark waits behind a picture. The answer is that
   * slice, with `sharp`.
   */
  z.object({ type: z.literal('still.sharpen'), stillId: Id, index: z.int().check(z.gte(0), z.lte(999)) }),
  /** The technician's device has no sharper picture; the expert took the one that it sent, which is the still's from now on. */
  z.object({ type: z.literal('still.sharp'), stillId: Id, outcome: z.enum(['failed', 'kept']) }),
  /** Asks for the picture of a still of the scene that is not on this device; answered by slices, or by nothing. */
  z.object({ type: z.literal('still.ask'), stillId: Id }),
  /**
   * Which still somebody shows now, or none. What an expert shows a technician sees instead of the live picture, unless it is a still of
   * the room that AR runs in; what a technician marks is offered to experts.
   */
  z.object({ type: z.literal('still.show'), stillId: z.optional(Id) }),
  /** Whether the sender films the call now; said again to whoever joins. */
  z.object({
    type: z.literal('recording'),
    active: z.boolean(),
    recordingId: z.optional(Id),
    paused: z.optional(z.boolean()),
  }),
  /** What somebody who is filmed says to it. Whoever does not agree ends the film. */
  z.object({ type: z.literal('recording.consent'), recordingId: Id, agreed: z.boolean() }),
  z.object({ type: z.literal('muted'), muted: z.boolean() }),
  z.object({ type: z.literal('bye') }),
])
export type ReliableMessage = z.infer<typeof ReliableMessage>

/** A pointer that is held speaks again this often, in milliseconds. */
export const POINTER_REPEAT = 500
/** A pointer of which nothing was heard for this long is gone: the message that says so may get lost. In milliseconds, three times the repeat. */
export const POINTER_SILENCE = 1500

/** What may be lost, as text on the unreliable channel. Poses travel there too, packed (pose-track.ts). */
export const UnreliableMessage = z.discriminatedUnion('type', [
  /** `stillId`: of the still that it points into; without it, the live picture. */
  z.object({
    type: z.literal('pointer'),
    point: SeenPoint,
    colour: MarkColour,
    stillId: z.optional(Id),
  }),
  z.object({ type: z.literal('pointer.gone') }),
])
export type UnreliableMessage = z.infer<typeof UnreliableMessage>

export type Parsed<T> =
  | { readonly ok: true; readonly message: T }
  | { readonly ok: false; readonly reason: 'too-long' | 'not-json' | 'not-a-message' }

function parseAs<T>(schema: z.ZodMiniType<T>, data: unknown): Parsed<T> {
  if (typeof data !== 'string') return { ok: false, reason: 'not-a-message' }
  if (data.length > MAX_WIRE_LENGTH) return { ok: false, reason: 'too-long' }
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return { ok: false, reason: 'not-json' }
  }
  const result = schema.safeParse(value)
  return result.success ? { ok: true, message: result.data } : { ok: false, reason: 'not-a-message' }
}

/** Parses what came from a peer. Never throws: the caller drops and counts. */
export function parseReliable(data: unknown): Parsed<ReliableMessage> {
  return parseAs(ReliableMessage, data)
}
export function parseUnreliable(data: unknown): Parsed<UnreliableMessage> {
  return parseAs(UnreliableMessage, data)
}
