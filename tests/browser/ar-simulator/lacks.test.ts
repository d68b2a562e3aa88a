import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import type { PhoneSimulator } from '#ar/simulator/phone-simulator.ts'
import { START_POSE } from '#ar/simulator/room/layout.ts'
import { targets } from '#ar/simulator/room/targets.ts'
import { type ArSession, EVERYTHING, facing, giveAll, readCamera, seen, startAr } from './ar-session.ts'

let phone: PhoneSimulator
let ar: ArSession
let root: HTMLElement
beforeAll(async () => {
  phone = await installPhoneSimulator({ needsTap: false, hint: false })
})
beforeEach(async () => {
  phone.setPose(START_POSE)
  root = document.createElement('div')
  document.body.append(root)
  ar = await startAr({ ...EVERYTHING, domOverlay: { root } })
})
afterEach(async () => {
  giveAll(phone)
  phone.setLight(1)
  await ar.end()
  root.remove()
})

it('[PL1] without hits above the floor, hit tests find the floor and nothing else', async () => {
  const source = await ar.session.requestHitTestSource?.({ space: ar.space })
  if (!source) throw new Error('no hit test source')
  const heights = async (target: string): Promise<readonly number[]> => {
    const found = targets.find(({ name }) => name === target)
    if (!found) throw new Error(`no target ${target}`)
    phone.setPose(facing(found.position, START_POSE.position))
    const viewer = await ar.session.requestReferenceSpace('viewer')
    const through = await ar.session.requestHitTestSource?.({ space: viewer })
    if (!through) throw new Error('no hit test source')
    await ar.frame(() => undefined)
    const all = await ar.frame((frame) =>
      frame.getHitTestResults(through).map((hit) => hit.getPose(ar.space)?.transform.position.y ?? NaN),
    )
    through.cancel()
    return all
  }
  const onThings = targets.filter(({ position }) => position[1] > 0.3)
  for (const { name } of onThings) expect((await heights(name))[0]).toBeGreaterThan(0.2)
  phone.take('hits-above-floor')
  for (const { name } of onThings)
    for (const height of await heights(name)) expect(Math.abs(height)).toBeLessThan(1e-6)
  expect(await heights('amber')).toHaveLength(1)
})

it('[PL2] the camera picture is missing for as many frames as said, while poses go on', async () => {
  const look = () => ar.frame((_, view) => Boolean(seen(view).camera))
  expect(await look()).toBe(true)
  phone.skipCamera(3)
  expect([await look(), await look(), await look(), await look()]).toEqual([false, false, false, true])
})

it('[PL3] a dark room darkens the picture and nothing else', async () => {
  const brightness = () =>
    ar.frame((_, view) => {
      const { pixels } = readCamera(ar, seen(view))
      let sum = 0
      for (let i = 0; i < pixels.length; i += 4) sum += pixels[i] ?? 0
      return sum / (pixels.length / 4)
    })
  const bright = await brightness()
  phone.setLight(0.1)
  const dark = await brightness()
  expect(dark).toBeLessThan(bright * 0.15)
  expect(dark).toBeGreaterThan(0)
  phone.setLight(1)
  expect(await brightness()).toBeCloseTo(bright, 3)
})

it('[PL4] two fingers are two input sources and two pointers that the page can capture', async () => {
  const log: string[] = []
  for (const type of ['selectstart', 'select', 'selectend'] as const)
    ar.session.addEventListener(type, () => log.push(type))
  const seenIds = new Set<number>()
  const places = new Map<number, number>()
  root.style.pointerEvents = 'auto'
  root.addEventListener('pointerdown', (event) => {
    root.setPointerCapture(event.pointerId)
    seenIds.add(event.pointerId)
  })
  root.addEventListener('pointermove', (event) => places.set(event.pointerId, event.clientX))
  const one = await phone.touch(0.3, 0.5)
  const two = await phone.touch(0.7, 0.5)
  expect(log).toEqual(['selectstart', 'selectstart'])
  expect(ar.session.inputSources.length).toBe(2)
  await Promise.all([one.move(0.4, 0.6), two.move(0.6, 0.4)])
  expect([...places.values()].map((x) => x / innerWidth)).toEqual([
    expect.closeTo(0.4, 3),
    expect.closeTo(0.6, 3),
  ])
  expect(seenIds.size).toBe(2)
  // The rays follow the fingers.
  const sides = await ar.frame((frame) =>
    [...ar.session.inputSources].map(
      ({ targetRaySpace }) =>
        -(frame.getPose(targetRaySpace, ar.space)?.transform.matrix[8] ?? 0) /
        -(frame.getPose(targetRaySpace, ar.space)?.transform.matrix[10] ?? 1),
    ),
  )
  expect(sides[0]).not.toBeCloseTo(sides[1] ?? 0, 2)
  let clicks = 0
  root.addEventListener('click', () => (clicks += 1))
  await one.lift()
  expect(log).toEqual(['selectstart', 'selectstart', 'select', 'selectend'])
  await two.cancel()
  expect(log).toEqual(['selectstart', 'selectstart', 'select', 'selectend', 'selectend'])
  expect(ar.session.inputSources.length).toBe(0)
  // A finger that slid has clicked nothing, and one that was taken away neither.
  expect(clicks).toBe(0)
  await phone.tap(0.5, 0.5)
  expect(clicks).toBe(1)
  expect(() => root.setPointerCapture(901)).toThrow(/pointer/i)
})
