import { readFileSync } from 'node:fs'
import { expect, test, type Locator } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { inspect } from './inspect.ts'
import { arrive, DESK, joinCall, openCall, PHONE, setUp, type Person } from './people.ts'
import { sceneLog } from './portal-records.ts'

/** What an expert does in AR, each of its screens held to axe, width and type size, and as much as can be with the keyboard alone. */
test.describe.configure({ mode: 'serial' })

let farpoint: Farpoint
let expert: Person
let technician: Person

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  const { link } = await openCall(expert.page, 'Pump 3 does not start')
  await joinCall(technician.page, `${link}?simulate=phone`, 'Bob')
  await technician.page.getByRole('button', { name: 'Start AR' }).click()
  await expect(expert.page.getByText(/AR is steady/)).toBeVisible({ timeout: 90_000 })
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

/** A field of what stands under the picture. */
const option = (name: string) => expert.page.getByRole('group', { name: 'Options' }).getByLabel(name)

test('numbered steps are written, placed, found, ticked and changed with the keyboard alone', async () => {
  const { page } = expert
  const picture = page.getByLabel('Live picture')
  const steps = page.getByRole('region', { name: /Steps/ })
  await picture.focus()
  await page.keyboard.press('s')
  await expect(option('What to do')).toBeFocused()
  await page.keyboard.type('Turn the main switch off and wait until the pressure gauge reads zero')
  await page.keyboard.press('Enter')
  await expect(picture).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(steps.getByText('Turn the main switch off')).toBeVisible()
  await expect(option('Number')).toHaveValue('2')
  await inspect(page, 'the next step')
  await inspect(technician.page, 'a step on the phone', { gloves: true })

  await steps.getByRole('checkbox', { name: 'Number 1 is done' }).check()
  await expect(steps.getByText('1 of 1 done')).toBeVisible()
  await steps.getByRole('button', { name: /^Go to number 1/ }).press('Enter')
  await expect(page.getByRole('group', { name: /^Selected: .*step 1/ })).toBeVisible()
  const words = page.getByRole('textbox', { name: /^Words of/ })
  await words.fill('Switch it off')
  await words.press('Enter')
  await expect(steps.getByText('Switch it off')).toBeVisible()
  await inspect(page, 'a step that is selected')
  await picture.focus()
  await page.keyboard.press('Delete')
  await expect(steps).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(steps.getByText('Switch it off')).toBeVisible()
})

test('lengths in both units, and a model with all that can be done to it', async () => {
  const { page } = expert
  const picture = page.getByLabel('Live picture')
  const options = page.getByRole('group', { name: 'Options' })
  await page.getByRole('button', { name: 'Measure', exact: true }).click()
  await options.getByText('Imperial').click()
  await expect(options.getByRole('radio', { name: 'Imperial' })).toBeChecked()
  await picture.focus()
  await page.keyboard.press('Enter')
  for (let press = 0; press < 3; press++) await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(options.getByText(/\d in/)).toBeVisible()
  await inspect(page, 'a measure in the making')
  await page.keyboard.press('Escape')
  await expect(options.getByRole('button', { name: 'Finish' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Gallery' }).click()
  await page.getByRole('dialog', { name: 'Gallery' }).getByRole('button', { name: /cone/i }).click()
  await expect(options.getByText(/^Touch the picture where/)).toBeVisible()
  await inspect(page, 'a model at the pointer')
  await picture.press('Enter')
  await expect
    .poll(async () => (await sceneLog(page)).some(({ change }) => change.kind === 'placement.put'))
    .toBe(true)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await picture.focus()
  const bar = page.getByRole('group', { name: /^Selected: .*cone/i })
  for (let press = 0; press < 4 && (await bar.count()) === 0; press++) await page.keyboard.press('Tab')
  await expect(bar.getByText(/100 %/).first()).toBeVisible()
  await expect(picture).toBeFocused()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [360, DESK.width]) {
      await page.setViewportSize({ width, height: DESK.height })
      await inspect(page, `a selected model, ${colorScheme} at ${width}`)
    }
  }
  await bar.getByRole('button', { name: 'Larger' }).click()
  await expect(bar.getByText(/110 %/)).toBeVisible()
  await bar.getByRole('button', { name: '100 %' }).click()
  await bar.getByRole('button', { name: 'Locked' }).click()
  await expect(bar.getByRole('button', { name: 'Larger' })).toBeDisabled()
  await bar.getByRole('button', { name: 'Locked' }).click()
  const cut = page.getByRole('slider', { name: 'Cut away' })
  await cut.focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight')
  await expect
    .poll(async () =>
      (await sceneLog(page)).some(
        ({ change }) => change.kind === 'placement.put' && (change.placement.cut?.share ?? 0) > 0.1,
      ),
    )
    .toBe(true)
  await bar.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(bar).toHaveCount(0)
})

test('stills stay beside the picture: opened again, shown in the chat, taken away as a file', async () => {
  const { page } = expert
  const stills = page.getByRole('list', { name: 'Stills' })
  const before = await stills.getByRole('button').count()
  await page.getByRole('button', { name: 'Freeze', exact: true }).click()
  await expect(stills.getByRole('button')).toHaveCount(before + 1)
  await expect(stills.getByRole('button').first()).toHaveAttribute('aria-current', 'true')
  await page.getByRole('button', { name: 'Attach to chat' }).click()
  const shown = page.getByRole('region', { name: 'Chat' }).getByRole('button', { name: /^Open the still/ })
  await expect(shown).toBeVisible()
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'With marks' }).click()
  expect(readFileSync(await (await download).path()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  for (const width of [360, DESK.width]) {
    await page.setViewportSize({ width, height: DESK.height })
    await inspect(page, `a still among others at ${width}`)
  }
  await page.getByRole('button', { name: 'Back to live' }).click()
  await expect(page.getByText('Still: the picture is frozen')).toHaveCount(0)
  await shown.click()
  await expect(page.getByText('Still: the picture is frozen')).toBeVisible()
  await page.getByRole('button', { name: 'Unfreeze' }).click()
  await expect(page.getByText('Still: the picture is frozen')).toHaveCount(0)
})

test('the phone gives a still as its camera sees it, whatever the link made of it', async () => {
  const { page } = expert
  await page.getByLabel('Live picture').focus()
  // A phone that is busy for seconds gives none: the next still has another try.
  await expect(async () => {
    await page.keyboard.press('Space')
    try {
      await expect(page.getByText('Sharp picture')).toBeVisible({ timeout: 12_000 })
    } finally {
      await page.keyboard.press('Space')
    }
  }).toPass({ timeout: 60_000 })
  await expect(page.getByText('Still: the picture is frozen')).toHaveCount(0)
})

test('Space freezes and goes back to live also after the mouse has pressed a tool or opened a still', async () => {
  const { page } = expert
  const frozen = page.getByText('Still: the picture is frozen')
  await page.getByRole('button', { name: 'Arrow', exact: true }).click()
  await page.keyboard.press('Space')
  await expect(frozen).toBeVisible()
  await page.keyboard.press('Space')
  await expect(frozen).toHaveCount(0)
  await page.getByRole('list', { name: 'Stills' }).getByRole('button').first().click()
  await expect(frozen).toBeVisible()
  await page.keyboard.press('Space')
  await expect(frozen).toHaveCount(0)
  // Who walks with keys means the button that has the focus.
  const tool = page.getByRole('button', { name: 'Circle', exact: true })
  await tool.focus()
  await page.keyboard.press('Space')
  await expect(tool).toHaveAttribute('aria-pressed', 'true')
  await expect(frozen).toHaveCount(0)
})

test('a step shows the technician its model or its still, and another one once it stands', async () => {
  const { page } = expert
  const picture = page.getByLabel('Live picture')
  const shown = technician.page.getByRole('region', { name: 'Steps' })
  const choose = async (group: Locator, name: RegExp): Promise<void> => {
    await group.getByLabel('Picture or model beside it').click()
    await page.getByRole('option', { name }).first().click()
  }
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await choose(page.getByRole('group', { name: 'Options' }), /cone/i)
  await option('What to do').fill('Put the cone here')
  await picture.focus()
  await page.keyboard.press('Enter')
  await expect(shown.getByText('Put the cone here')).toBeVisible()
  await expect(shown.locator('img')).toHaveAttribute('src', /cone/)

  await page
    .getByRole('region', { name: /Steps/ })
    .getByRole('button', { name: /^Go to number 2/ })
    .click()
  const bar = page.getByRole('group', { name: /^Selected: .*step 2/ })
  await inspect(page, 'a step with a model that is selected')
  await choose(bar, /^Still of/)
  await expect(shown.getByRole('button', { name: 'Open: Picture of step 2' })).toBeVisible()
  await bar.getByLabel(/^Number of/).fill('7')
  await page.keyboard.press('Enter')
  await expect(shown.getByRole('button', { name: 'Open: Picture of step 7' })).toBeVisible()
})

test('after AR was started again, the technician is asked to place the marks again', async () => {
  const { page } = expert
  await technician.page.getByRole('button', { name: 'Stop AR' }).click()
  await technician.page.getByRole('button', { name: 'Start AR' }).click()
  await expect(page.getByText('AR was started again')).toBeVisible({ timeout: 90_000 })
  await expect(technician.page.getByRole('region', { name: 'Marks from before' })).toBeVisible()
  await inspect(technician.page, 'marks from before on the phone', { gloves: true })
  await page.getByRole('button', { name: 'Ask to place marks again' }).click()
  await inspect(page, 'the marks that can be found again')
  await page.getByRole('menuitem').first().click()
  await expect(page.getByText('The technician was asked to place the marks again')).toBeVisible()
  await inspect(page, 'waiting for the technician’s tap')
})

test('clearing everything asks first', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await inspect(page, 'the menu for clearing')
  await page.getByRole('menuitem', { name: 'Clear all' }).click()
  await inspect(page, 'the question before clearing')
  await page.getByRole('dialog').getByRole('button', { name: 'Clear all' }).click()
  await expect(page.getByRole('button', { name: 'Clear', exact: true })).toBeDisabled()
})

test('nothing was thrown on the way', () => {
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
})
