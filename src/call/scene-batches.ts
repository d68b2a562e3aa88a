import type { SceneOperation } from '#domain/scene.ts'
import { MAX_WIRE_LENGTH, type ReliableMessage } from '#domain/wire.ts'

type SceneMessage = Extract<ReliableMessage, { type: 'scene' }>

/** The most operations that the wire takes in one message. */
const MOST_OPERATIONS = 200

/** Room that a message leaves for what is around its operations. */
const ENVELOPE = 64

/** Operations as messages that all fit the wire, in order. One that fits none is left to the portal's sync. */
export function sceneMessages(operations: readonly SceneOperation[]): readonly SceneMessage[] {
  const messages: SceneMessage[] = []
  let batch: SceneOperation[] = []
  let length = ENVELOPE
  const flush = (): void => {
    if (batch.length > 0) messages.push({ type: 'scene', operations: batch })
    batch = []
    length = ENVELOPE
  }
  for (const operation of operations) {
    const size = JSON.stringify(operation).length + 1
    if (size + ENVELOPE > MAX_WIRE_LENGTH) continue
    if (batch.length === MOST_OPERATIONS || length + size > MAX_WIRE_LENGTH) flush()
    batch.push(operation)
    length += size
  }
  flush()
  return messages
}
