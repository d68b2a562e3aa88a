import { onTestFinished } from 'vitest'
import type { Call } from '#call/call.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createSharedSession } from '#call/peer-session.ts'
import type { Capability } from '#domain/capability.ts'
import type { Id } from '#domain/ids.ts'
import type { Mark, MarkTool } from '#domain/mark.ts'
import type { Participant } from '#domain/participant.ts'
import { createLook } from '#expert/look.ts'
import type { Look } from '#expert/look-state.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import type { Timers } from '#store/timers.ts'
import { createWire } from '../../call/linked-calls.ts'

const sessionId = '00000000-0000-4000-8000-0000000000c0'
const person = (n: number, name: string, seat: Participant['seat']): Participant => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  sessionId,
  name,
  seat,
  joinedAt: 1,
})

/** What a camera sees, as a stream. */
function createCamera(): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error('no 2D')
  const stream = canvas.captureStream(30)
  let going = true
  const paint = (): void => {
    context.fillStyle = 'rgb(128 128 128)'
    context.fillRect(0, 0, 640, 360)
    if (going) requestAnimationFrame(paint)
  }
  paint()
  onTestFinished(() => {
    going = false
    stream.getTracks().forEach((track) => track.stop())
  })
  return stream
}

export interface Side {
  readonly look: Look
  readonly shared: SharedSession
}

/** A technician with a camera and no AR, and experts who look. */
export async function createTable(
  names: readonly string[],
  { capability, timers }: { readonly capability?: Capability; readonly timers?: Timers } = {},
): Promise<{
  readonly sides: readonly Side[]
  /** The technician's end of the call: what it answers is the test's to say. */
  readonly phone: Call
  readonly shownToTechnician: () => Id | undefined
}> {
  const wire = createWire()
  const phone = wire.plug(person(1, 'Tom', 'technician'), {
    stream: createCamera(),
    ...(capability && { capability }),
  })
  let shownId: Id | undefined
  phone.onMessage((message) => {
    if (message.type === 'still.show') shownId = message.stillId
  })
  onTestFinished(() => phone.close())
  const sides = await Promise.all(
    names.map(async (name, index) => {
      const self = person(index + 2, name, 'expert')
      const call = wire.plug(self)
      const store = await openMemoryStore()
      const parts = { call, store, self, sessionId, now: () => Date.now(), makeId: () => crypto.randomUUID() }
      const shared = await createSharedSession(parts)
      const look = createLook({ ...parts, shared, tell: () => undefined, ...(timers && { timers }) })
      const canvas = document.createElement('canvas')
      canvas.style.cssText = 'width:640px;height:360px;position:fixed;left:0;top:0'
      document.body.append(canvas)
      look.attach(canvas)
      onTestFinished(() => {
        look.close()
        shared.close()
        call.close()
        canvas.remove()
      })
      return { look, shared }
    }),
  )
  return { sides, phone, shownToTechnician: () => shownId }
}

/** Waits until that is so, looking after each change of either engine. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(requestAnimationFrame)
}

export const marksOf = ({ shared }: Side): readonly Mark[] => [...shared.snapshot().scene.marks.values()]

export function drag(
  { look }: Side,
  tool: MarkTool | 'select',
  ...path: readonly (readonly [number, number])[]
): void {
  if (look.snapshot().tool !== tool) look.pick(tool)
  const [first, ...rest] = path
  look.down(first?.[0] ?? 0, first?.[1] ?? 0)
  for (const [x, y] of rest) look.move(x, y)
  look.up()
}
