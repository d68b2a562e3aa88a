import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { arrive, DESK, joinCall, openCall, PHONE, setUp, type Person } from './people.ts'
import { colourIn, waitForMotion } from './picture.ts'
import { portalRecords } from './portal-records.ts'

/** A technician whose browser has no AR marks what they see: on a still of their own picture, and on what the expert shows. */
test.describe.configure({ mode: 'serial' })

/** As src/ar/marks/colours.ts paints it; the fake camera's own picture has none of it. */
const MAGENTA = [0xe8, 0x5c, 0xff] as const
const FLAT = 24

let farpoint: Farpoint
let expert: Person
let technician: Person

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  const { link } = await openCall(expert.page, 'Which of the two valves')
  await joinCall(technician.page, link, 'Bob')
  await waitForMotion(expert.page)
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

const board = (page: Page) => page.getByRole('img', { name: 'The still with its marks' })

async function magenta(page: Page, where = board(page)): Promise<number> {
  return (await colourIn(where, MAGENTA, FLAT))?.pixels ?? 0
}

/** Draws with a finger across the still that is open. */
async function stroke(page: Page): Promise<void> {
  const box = await board(page).boundingBox()
  if (box === null) throw new Error('no still')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  for (let step = 1; step <= 10; step++) await page.mouse.move(box.x + box.width * (0.3 + step * 0.03), y)
  await page.mouse.up()
}

async function pick(page: Page, tool: string): Promise<void> {
  const tools = page.getByRole('group', { name: 'Tools' })
  if ((await tools.count()) === 0) await page.getByRole('button', { name: /: change the tool$/ }).click()
  await tools.getByRole('button', { name: tool }).click()
}

test('marks their own picture; the expert sees it, undo takes it back, and everything on it can be changed', async () => {
  const { page } = technician
  await page.getByRole('button', { name: 'Mark', exact: true }).click()
  await expect(board(page)).toBeVisible()
  await pick(page, 'Freehand')
  await page.getByRole('button', { name: /: change the colour$/ }).click()
  await page.getByRole('button', { name: /^Magenta/ }).click()
  expect(await magenta(page)).toBe(0)
  await stroke(page)
  await expect.poll(() => magenta(page)).toBeGreaterThan(100)

  await expert.page.getByRole('button', { name: 'Look at it too' }).click()
  const shown = expert.page.getByLabel('Live picture')
  await expect.poll(() => magenta(expert.page, shown)).toBeGreaterThan(100)
  // Its picture goes to the portal too, for History and Gallery.
  const inPortal = async () =>
    (await portalRecords(expert.page)).filter(({ kind, record }) => kind === 'still' && 'mediaId' in record)
  await expect.poll(async () => (await inPortal()).length).toBe(1)

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(() => magenta(page)).toBe(0)
  await expect.poll(() => magenta(expert.page, shown)).toBe(0)
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await expect.poll(() => magenta(expert.page, shown)).toBeGreaterThan(100)

  await pick(page, 'Select')
  const box = await board(page).boundingBox()
  if (box === null) throw new Error('no still')
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height / 2)
  await expect(page.getByText('Magenta drawing 1')).toBeVisible()
  const before = await magenta(expert.page, shown)
  await page.getByRole('button', { name: 'Larger' }).click()
  await expect.poll(() => magenta(expert.page, shown)).toBeGreaterThan(before)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect.poll(() => magenta(expert.page, shown)).toBe(0)
})

test('writes a step, with what it shows, and points; the expert has both', async () => {
  const { page } = technician
  await pick(page, 'Step')
  await page.getByLabel('What is done in step 1?', { exact: false }).fill('Close this one')
  await page
    .getByRole('group', { name: 'What the step shows' })
    .getByRole('button', { name: 'Still' })
    .click()
  await page.getByRole('button', { name: 'Place step 1' }).click()
  const box = await board(page).boundingBox()
  if (box === null) throw new Error('no still')
  await page.mouse.click(box.x + box.width * 0.4, box.y + box.height / 2)
  await expect(expert.page.getByRole('button', { name: 'Go to number 1: Close this one' })).toBeVisible()

  await page.getByRole('button', { name: 'Step: change the tool' }).click()
  await page.getByRole('button', { name: 'Clear mine' }).click()
  await expect(expert.page.getByRole('button', { name: 'Go to number 1: Close this one' })).toHaveCount(0)

  await pick(page, 'Pointer')
  const shown = expert.page.getByLabel('Live picture')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await expect.poll(() => magenta(expert.page, shown)).toBeGreaterThan(10)
  await page.mouse.up()
  await expect.poll(() => magenta(expert.page, shown)).toBe(0)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  // The expert looks at it still, so it is what they show now.
  await expect(page.getByRole('img', { name: 'Still marked by Ada' })).toBeVisible()
})

test('marks the still that the expert shows', async () => {
  const { page } = technician
  await page.getByRole('button', { name: 'Mark it' }).click()
  await expect(board(page)).toBeVisible()
  await pick(page, 'Freehand')
  await page.getByRole('button', { name: /: change the colour$/ }).click()
  await page.getByRole('button', { name: /^Magenta/ }).click()
  await stroke(page)
  await expect.poll(() => magenta(expert.page, expert.page.getByLabel('Live picture'))).toBeGreaterThan(100)
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
})
