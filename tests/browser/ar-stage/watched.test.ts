import { expect, it, onTestFinished } from 'vitest'
import { createSharedSession } from '#call/peer-session.ts'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import { createArRun } from '#guest/ar/ar-run.ts'
import { createPreferences } from '#guest/preferences.ts'
import { openMemoryStore } from '#store/memory-store.ts'
import { createWire } from '../../call/linked-calls.ts'
import { anna, ben, session } from '../../call/scene-fixtures.ts'
import { look, until } from './stage.ts'

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame)
}

it('[AR19] AR draws and sends its picture only while somebody is in the call to see it', async () => {
  const phone = await installPhoneSimulator({ needsTap: false, hint: false, longEdge: 480 })
  const host = document.createElement('div')
  host.style.cssText = 'position:fixed;inset:0'
  const overlay = document.createElement('div')
  document.body.append(host, overlay)
  const wire = createWire()
  const plugged = wire.plug({ id: ben, name: 'Ben', seat: 'technician' })
  let sent = 0
  const call = { ...plugged, sendPoses: () => void sent++ }
  const self = { id: ben, sessionId: session, name: 'Ben', seat: 'technician', joinedAt: 1 } as const
  const now = (): number => Date.now()
  const makeId = (): string => crypto.randomUUID()
  const store = await openMemoryStore()
  const shared = await createSharedSession({ call, store, self, sessionId: session, now, makeId })
  const preferences = createPreferences(() => localStorage, 'en')
  const run = createArRun({ overlay, host, call, shared, self, preferences, now, makeId })
  onTestFinished(async () => {
    await run.tracker.stop()
    run.close()
    shared.close()
    host.remove()
    overlay.remove()
    localStorage.clear()
  })
  phone.setPose({ position: [0, 1.5, 0.6], orientation: look(0, -25) })
  expect((await run.tracker.start()).ok).toBe(true)
  await frames(15)
  expect(sent).toBe(0)

  const expert = wire.plug({ id: anna, name: 'Anna', seat: 'expert' })
  await until('the expert gets frames', () => sent > 2)
  expert.leave()
  const before = sent
  await frames(15)
  expect(sent).toBe(before)
})
