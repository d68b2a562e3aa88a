import { expect, test } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { arrive, DESK, joinCall, onNewDevice, openCall, PHONE, setUp, type Person } from './people.ts'
import { portalRecords } from './portal-records.ts'

/** Recording in a call: everybody present is asked, pausing leaves out, and who does not agree is not filmed on. */
test.describe.configure({ mode: 'serial' })

let farpoint: Farpoint
let expert: Person
let technician: Person
let call: { readonly link: string; readonly history: string }

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  call = await openCall(expert.page, 'Valve 7 leaks')
  await joinCall(technician.page, call.link, 'Bob')
  await expect(expert.page.getByRole('list', { name: 'Participants' })).toContainText('Bob')
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

const asks = (person: Person) => person.page.getByText('This call is being recorded')

async function updates(): Promise<readonly string[]> {
  return (await portalRecords(expert.page)).flatMap(({ kind, record }) =>
    kind === 'update' && 'actorName' in record ? [`${record.actorName} ${record.kind}`] : [],
  )
}

test('1 the technician is asked, and the answer stands in the session’s updates', async () => {
  const { page } = expert
  await expect(async () => {
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Stop recording' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(asks(technician)).toBeVisible()
  await technician.page.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(asks(technician)).toHaveCount(0)
  await expect(technician.page.getByText('Ada records')).toBeVisible()
  await expect.poll(updates).toContain('Bob recording-agreed')
})

test('2 the film pauses and goes on, and both sides see it', async () => {
  const { page } = expert
  await expect(page.getByText(/saved to 0:0[2-9]/)).toBeVisible()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByText(/Recording paused, saved to/)).toBeVisible()
  await expect(technician.page.getByText('Ada paused the film')).toBeVisible()
  await page.getByRole('button', { name: 'Go on recording' }).click()
  await expect(page.getByText(/Recording, saved to/)).toBeVisible()
  await expect(technician.page.getByText('Ada records')).toBeVisible()
})

test('3 who comes later is asked too', async () => {
  const later = await onNewDevice(technician.browser, PHONE)
  await joinCall(later.page, call.link, 'Cleo')
  await expect(asks(later)).toBeVisible()
  await later.page.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(asks(later)).toHaveCount(0)
  await expect.poll(updates).toContain('Cleo recording-agreed')
  await later.page.getByRole('button', { name: 'Leave', exact: true }).click()
  await later.context.close()
})

test('4 who does not want to be recorded ends the film, and what was recorded until then is kept', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/saved to 0:0[2-9]/)).toBeVisible()
  await technician.page.getByRole('button', { name: 'Do not record me' }).click()
  await expect(page.getByText(/Bob does not want to be recorded/)).toBeVisible()
  await expect(technician.page.getByText('Ada records')).toHaveCount(0)
  await expect.poll(updates).toContain('Bob recording-declined')
  // Both films reach the portal, and the first one knows when it was paused.
  const films = async () =>
    (await portalRecords(page)).flatMap(({ kind, record }) =>
      kind === 'recording' && 'mediaId' in record ? [record] : [],
    )
  await expect.poll(async () => new Set((await films()).map(({ id }) => id)).size).toBe(2)
  const [first] = await films()
  expect(first).toMatchObject({ seat: 'expert' })
  expect(first !== undefined && 'clock' in first && first.clock).toHaveLength(2)
})
