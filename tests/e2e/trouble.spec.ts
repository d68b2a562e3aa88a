import { expect, test } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { arrive, DESK, joinCall, openCall, PHONE, setUp, type Person } from './people.ts'
import { colourIn, waitForColour, waitForMotion } from './picture.ts'
import { portalRecords } from './portal-records.ts'

/** Trouble in the middle of a call: the server dies, AR does not start, a model's file is broken. The call goes on. */
test.describe.configure({ mode: 'serial' })

/** The line around a model that could not be shown (src/ar/models/stand-in.ts: the mark colour yellow). */
const HATCH = [0xff, 0xd4, 0x26] as const

let farpoint: Farpoint
let expert: Person
let technician: Person
let link = ''

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  ;({ link } = await openCall(expert.page, 'Valve sticks'))
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

test('the server dies in the middle of a call: it goes on, nothing is lost, everybody is told', async () => {
  const gone = 'The portal cannot be reached'
  await joinCall(technician.page, link, 'Bob')
  await waitForMotion(expert.page)
  await farpoint.kill()
  await expect(expert.page.getByText(gone)).toBeVisible()
  await expect(technician.page.getByText(gone)).toBeVisible()

  await waitForMotion(expert.page)
  const chat = expert.page.getByRole('region', { name: 'Chat' })
  await chat.getByLabel('Message').fill('Can you still read me?')
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
  await technician.page.getByRole('button', { name: /^Chat/ }).click()
  await expect(technician.page.getByText('Can you still read me?')).toBeVisible()
  await technician.page.getByLabel('Message').fill('Yes, all is well here')
  await technician.page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(chat.getByText('Yes, all is well here')).toBeVisible()
  await expect(chat.getByText(/on this device/).first()).toBeVisible()

  await farpoint.start()
  await expect(expert.page.getByText(gone)).toHaveCount(0, { timeout: 60_000 })
  await expect(technician.page.getByText(gone)).toHaveCount(0, { timeout: 60_000 })
  await expect(chat.getByText(/on this device/)).toHaveCount(0)
  await expect
    .poll(async () =>
      (await portalRecords(expert.page))
        .flatMap((change) => (change.kind === 'message' ? [change.record.text] : []))
        .sort(),
    )
    .toEqual(['Can you still read me?', 'Yes, all is well here'])
  await waitForMotion(expert.page)
  await technician.page.getByRole('button', { name: 'Close', exact: true }).click()
  await technician.page.close()
})

/** The colour of the phone's red disc, as the simulated room tells it. */
async function discColour(name: string): Promise<readonly [number, number, number]> {
  const colour = await technician.page.evaluate(
    (wanted) => window.phoneSimulator?.targets.find((one) => one.name === wanted)?.colour,
    name,
  )
  if (colour === undefined) throw new Error(`no target ${name}`)
  const channel = (at: number): number => parseInt(colour.slice(at, at + 2), 16)
  return [channel(1), channel(3), channel(5)]
}

test('AR that does not start says why, and the camera goes on', async () => {
  technician = { ...technician, page: await technician.context.newPage() }
  const { page } = technician
  await joinCall(page, `${link}?simulate=phone`, 'Bob')
  await waitForColour(expert.page, await discColour('red'))
  await page.evaluate(() => {
    const xr = navigator.xr
    if (xr === undefined) throw new Error('no WebXR')
    const given = Object.getOwnPropertyDescriptor(xr, 'requestSession')
    if (given === undefined) throw new Error('The simulated phone is not installed')
    const refuse = (): Promise<never> => {
      Object.defineProperty(xr, 'requestSession', given)
      return Promise.reject(new DOMException('Not today', 'NotSupportedError'))
    }
    Object.defineProperty(xr, 'requestSession', { configurable: true, value: refuse })
  })
  await page.getByRole('button', { name: 'Start AR' }).click()
  await expect(page.getByText('AR did not start')).toBeVisible()
  await expect(page.getByText(/Go on with the camera.*The camera picture goes on\./)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start AR' })).toBeEnabled()
  // A new picture, not the last one of before: the phone looks elsewhere and back.
  await page.evaluate(() => window.phoneSimulator?.setPose({ orientation: [0, 1, 0, 0] }))
  await expect
    .poll(async () => colourIn(expert.page.getByLabel('Live picture'), await discColour('red')))
    .toBeUndefined()
})

test('AR without the camera picture says so, and stopping it brings the picture back', async () => {
  const { page } = technician
  await page.evaluate(() => window.phoneSimulator?.take('camera-access'))
  await page.getByRole('button', { name: 'Start AR' }).click()
  await expect(page.getByText(/expert cannot see it\. Stop AR to send the camera\./)).toBeVisible({
    timeout: 90_000,
  })
  await page.evaluate(() => {
    window.phoneSimulator?.give('camera-access')
    window.phoneSimulator?.setPose({ orientation: [0, 0, 0, 1] })
  })
  await page.getByRole('button', { name: 'Stop AR' }).click()
  await expect(page.getByRole('button', { name: 'Start AR' })).toBeVisible()
  await waitForColour(expert.page, await discColour('red'))
})

test('a model whose file is broken leaves a hatched box and a sentence', async () => {
  for (const { context } of [expert, technician])
    await context.route('**/models/traffic-cone.glb', async (route) => {
      const answer = await route.fetch()
      const whole = await answer.body()
      await route.fulfill({ response: answer, body: whole.subarray(0, Math.floor(whole.length / 2)) })
    })
  await technician.page.getByRole('button', { name: 'Start AR' }).click()
  await expect(expert.page.getByText(/AR is steady/)).toBeVisible({ timeout: 90_000 })
  const { page } = expert
  await page.getByRole('button', { name: 'Gallery' }).click()
  await page.getByRole('dialog', { name: 'Gallery' }).getByRole('button', { name: /cone/i }).click()
  const spot = await waitForColour(page, await discColour('red'))
  const live = page.getByLabel('Live picture')
  expect((await colourIn(live, HATCH, 40))?.pixels ?? 0).toBeLessThan(20)
  await page.mouse.click(spot.x, spot.y)
  await expect(page.getByText(/This model's file is damaged/)).toBeVisible()
  await expect.poll(async () => (await colourIn(live, HATCH, 40))?.pixels ?? 0).toBeGreaterThan(100)
  await expect(technician.page.getByRole('button', { name: 'Stop AR' })).toBeVisible()
})

test('nothing was thrown on the way', () => {
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
})
