import { expect, it, onTestFinished } from 'vitest'
import { createLocalMedia } from '#call/local-media.ts'
import { createSharedSession } from '#call/peer-session.ts'
import type { Id } from '#domain/ids.ts'
import { createCameraDesk } from '#guest/camera/camera-desk.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { createWire } from '../../call/linked-calls.ts'
import { anna, ben, id, session } from '../../call/scene-fixtures.ts'

/** An expert and a technician whose camera films, with the desk of the latter. */
async function meet() {
  const wire = createWire()
  const now = (): number => Date.now()
  const makeId = (): Id => crypto.randomUUID()
  const sit = async (who: Id, name: string, seat: 'expert' | 'technician') => {
    const call = wire.plug({ id: who, name, seat })
    const self = { id: who, sessionId: session, name, seat, joinedAt: 1 }
    const store = await openMemoryStore()
    const shared = await createSharedSession({ call, store, self, sessionId: session, now, makeId })
    onTestFinished(() => {
      shared.close()
      call.close()
    })
    return { call, shared, store, self }
  }
  const expert = await sit(anna, 'Anna', 'expert')
  const phone = await sit(ben, 'Ben', 'technician')
  const media = createLocalMedia({ mediaDevices: navigator.mediaDevices, secure: true })
  await media.openCamera()
  const desk = createCameraDesk({ ...phone, media, now, makeId })
  onTestFinished(() => {
    desk.close()
    media.close()
  })
  return { expert, phone, desk }
}

it('[CD1] a photo that an expert asks for and the technician allows is a still at the expert, stands in the chat, and is said to be done', async () => {
  const { expert, phone, desk } = await meet()
  const arrived: Id[] = []
  expert.shared.onStillArrived((stillId) => arrived.push(stillId))
  const askId = id(7)
  expert.call.send({ type: 'camera.ask', askId, wish: { kind: 'photo' } })
  expect(desk.snapshot().ask).toMatchObject({ askId, by: 'Anna', wish: { kind: 'photo' } })
  expect(phone.call.sent.filter(({ type }) => type === 'camera.answer')).toEqual([])

  await desk.answer(true)
  expect(desk.snapshot()).toMatchObject({ ask: undefined, isBusy: false, trouble: undefined })
  expect(phone.call.sent.filter(({ type }) => type === 'camera.answer')).toEqual([
    { type: 'camera.answer', askId, outcome: 'done' },
  ])
  await expect.poll(() => arrived).toHaveLength(1)
  const [still] = expert.shared.snapshot().scene.stills.values()
  expect(still).toMatchObject({ id: arrived[0], author: ben, width: 1280, height: 720 })
  // What the portal's History is told, with the picture on this device.
  expect(await phone.store.readAll('still')).toMatchObject([
    { record: { id: still?.id, sessionId: session } },
  ])
  expect(await phone.store.getBlob(still?.id ?? '')).toBeInstanceOf(Blob)
  const said = phone.call.sent.flatMap((message) => (message.type === 'chat' ? [message.message] : []))
  expect(said).toMatchObject([{ stillId: still?.id, author: ben }])
})

it('[CD2] a wish that this camera cannot meet is answered with the reason, after the tap', async () => {
  const { expert, phone, desk } = await meet()
  expert.call.send({ type: 'camera.ask', askId: id(8), wish: { kind: 'lens', lensId: 'none of these' } })
  await desk.answer(true)
  const answers = phone.call.sent.filter(({ type }) => type === 'camera.answer')
  expect(answers).toMatchObject([{ outcome: 'failed', sentence: expect.stringMatching(/\.$/) }])
  expect(desk.snapshot().trouble).toBe(answers[0]?.type === 'camera.answer' ? answers[0].sentence : '')
})
