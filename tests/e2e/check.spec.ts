import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { inspect } from './inspect.ts'
import { arrive, DESK, joinCall, openCall, PHONE, setUp, type Person } from './people.ts'
import { portalRecords } from './portal-records.ts'

/** The device check: what a person sees of their own device, and what of it the expert gets. */
test.describe.configure({ mode: 'serial' })

const FAKE_DEVICES = '--use-fake-device-for-media-stream'
const FAKE_ANSWERS = '--use-fake-ui-for-media-stream'

let farpoint: Farpoint
let phone: Person

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  phone = await arrive(PHONE, 440)
})
test.afterAll(async () => {
  await phone.browser.close()
  await farpoint.remove()
})

const row = (page: Page, name: string) => page.locator(`[data-check="${name}"]`)
const verdict = (page: Page, name: string) => row(page, name).getAttribute('data-verdict')

async function check(page: Page, path = '/check'): Promise<void> {
  if (!page.url().endsWith(path)) await page.goto(`${farpoint.origin}${path}`)
  await page.getByRole('button', { name: /Start the check|Run again/ }).click()
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 })
}

const updates = async (page: Page) =>
  (await portalRecords(page)).flatMap(({ kind, record }) =>
    kind === 'update' && 'kind' in record && record.kind === 'device-checked' ? [record] : [],
  )

test('somebody without an account sees what works: camera, voice, rates, ways through the network', async () => {
  const { page } = phone
  await page.goto(`${farpoint.origin}/check`)
  await expect(page.getByRole('heading', { level: 1, name: 'Check this device' })).toBeVisible()
  await inspect(page, 'device check', { gloves: true })
  await check(page)
  for (const name of ['secure-context', 'camera', 'microphone', 'recording', 'downlink', 'uplink'])
    expect(await verdict(page, name), name).toBe('good')
  await expect(row(page, 'camera')).toContainText(/\d+ × \d+/)
  await expect(row(page, 'downlink')).toContainText(/bit\/s/)
  await expect(row(page, 'uplink')).toContainText(/bit\/s/)
  expect(['good', 'limited']).toContain(await verdict(page, 'storage'))
  // This portal has no relay, and says so; this browser has no AR.
  await expect(row(page, 'relay')).toContainText('No relay is set up')
  expect(await verdict(page, 'webxr')).toBe('missing')
  await expect(page.getByText('Ready for a call, without AR')).toBeVisible()
  await inspect(page, 'device check, done', { gloves: true })
  await page.emulateMedia({ colorScheme: 'dark' })
  await inspect(page, 'device check, done, dark')
  await page.emulateMedia({ colorScheme: 'light' })

  await page.getByRole('button', { name: 'Copy result' }).click()
  await expect(page.getByText('The result is copied')).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/Chrome \d+/)
  expect(text).toContain('Good: Camera. A picture arrives')
  // The camera is given back.
  expect(await page.evaluate(() => document.querySelectorAll('video').length)).toBe(0)
})

test('a refused camera says how to allow it, and running again looks anew', async () => {
  const person = await arrive(PHONE, 440, { without: [FAKE_ANSWERS], permissions: ['clipboard-write'] })
  await check(person.page)
  expect(await verdict(person.page, 'camera')).toBe('missing')
  await expect(row(person.page, 'camera')).toContainText('This page may not use the camera')
  await expect(row(person.page, 'camera')).toContainText('allow the camera')
  expect(await verdict(person.page, 'microphone')).toBe('missing')
  await expect(person.page.getByText('Something is in the way')).toBeVisible()
  await inspect(person.page, 'device check, refused', { gloves: true })
  await person.context.grantPermissions(['camera', 'microphone'])
  await check(person.page)
  expect(await verdict(person.page, 'camera')).toBe('good')
  expect(person.faults).toEqual([])
  await person.browser.close()
})

test('a device without camera and microphone says so', async () => {
  const person = await arrive(DESK, 440, { without: [FAKE_DEVICES] })
  await check(person.page)
  await expect(row(person.page, 'camera')).toContainText('No camera was found')
  await expect(row(person.page, 'microphone')).toContainText('No microphone was found')
  await inspect(person.page, 'device check, no devices')
  await person.browser.close()
})

test('on an AR phone, what only a session can tell is not guessed, and a trial finds it out', async () => {
  const { page } = phone
  await check(page, '/check?simulate=phone')
  expect(await verdict(page, 'webxr')).toBe('good')
  for (const name of ['hit-test', 'anchors', 'depth-sensing', 'camera-access', 'dom-overlay']) {
    expect(await verdict(page, name), name).toBe('unknown')
    await expect(row(page, name)).toContainText('Shows when AR starts')
  }
  const tryAr = page.getByRole('button', { name: 'Try AR for a few seconds' })
  await inspect(page, 'device check, AR can be tried', { gloves: true })
  await page.evaluate(() => window.phoneSimulator?.take('depth-sensing'))
  await tryAr.click()
  await expect(page.getByText('Move the phone slowly')).toBeVisible()
  await expect(row(page, 'camera-access')).toContainText('A picture came', { timeout: 20_000 })
  for (const name of ['hit-test', 'anchors', 'camera-access', 'dom-overlay'])
    expect(await verdict(page, name), name).toBe('good')
  expect(await verdict(page, 'depth-sensing')).toBe('missing')
  await expect(page.getByText('Look at Call path below')).toBeVisible()
  await expect(tryAr).toHaveCount(0)

  await page.evaluate(() => window.phoneSimulator?.take('camera-access'))
  await check(page, '/check?simulate=phone')
  await tryAr.click()
  await expect(page.getByText('Look at Camera in AR and Call path below')).toBeVisible({ timeout: 20_000 })
  await expect(row(page, 'camera-access')).toContainText('The expert cannot see the camera picture during AR')
  expect(await page.evaluate(() => window.phoneSimulator?.violations.length)).toBe(0)
})

test('the result reaches the session: with the joining, and again when checked from inside', async () => {
  const expert = await arrive(DESK, 440)
  const guest = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  const { link } = await openCall(expert.page, 'Valve leaks')
  const { page } = guest
  await check(page, `/check#${link.split('/').at(-1) ?? ''}`)
  await expect(page.getByText('For “Valve leaks”')).toBeVisible()
  await expect(page.getByText('Ada gets the result when you join')).toBeVisible()
  expect(await updates(expert.page)).toEqual([])

  await page.getByRole('link', { name: 'Go on to join' }).click()
  await page.getByLabel('Your name').fill('Bob')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible()
  await expect.poll(async () => (await updates(expert.page)).length).toBe(1)
  const [first] = await updates(expert.page)
  expect(first).toMatchObject({ actorName: 'Bob', report: { device: expect.stringContaining('Chrome') } })
  const camera = first?.report?.checks.find(({ name }) => name === 'camera')
  expect(camera).toMatchObject({ verdict: 'good' })

  // Joining once more does not say the same twice; a new check is news.
  await joinCall(page, link, 'Bob')
  await check(page, `/check#${link.split('/').at(-1) ?? ''}`)
  await expect(page.getByText('Ada has the result')).toBeVisible()
  await expect.poll(async () => (await updates(expert.page)).length).toBe(2)
  await inspect(page, 'device check, sent', { gloves: true })

  // Without a link it is for the seat that this device took last; once that session is over, for nobody.
  await page.goto(`${farpoint.origin}/check?`)
  await expect(page.getByText('For “Valve leaks”')).toBeVisible()
  await expert.page.getByRole('button', { name: 'End session' }).click()
  await expert.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(expert.page.getByRole('dialog')).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('see in ten seconds what works here')).toBeVisible()
  expect(guest.faults).toEqual([])
  await expert.browser.close()
  await guest.browser.close()
})

test('nothing was thrown on the way', () => {
  expect(phone.faults).toEqual([])
})
