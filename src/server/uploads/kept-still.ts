import { Id } from '#domain/ids.ts'
import { Still } from '#domain/still.ts'

/** A still as it is synced: with its session and, once its picture was uploaded, its file. */
export const KeptStill = Still.extend({ sessionId: Id, mediaId: Id.optional() })
