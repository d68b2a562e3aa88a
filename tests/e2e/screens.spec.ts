import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { inspect } from './inspect.ts'
import { arrive, createSession, DESK, guestLink, PHONE, setUp, type Person } from './people.ts'
import { sceneLog } from './portal-records.ts'

/** Both apps, state by state: readable, operable, nothing cut off, with the longest names and words that the product takes. */
test.describe.configure({ mode: 'serial' })

const TITLE = 'Pump 3 at the far end of the hall does not start after the power cut, the display shows E-417 '
  .repeat(2)
  .slice(0, 160)
const NAME = 'Bartholomew-Maximilian Featherstonehaugh-Cholmondeley of Hohenstaufen the Second'.slice(0, 80)
const LONG_MESSAGE = 'Turn the red switch off. '.repeat(160)

let farpoint: Farpoint
let expert: Person
let technician: Person
let link = ''

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true, pressed: true })

/** A finger's stroke over the bare picture, with a few frames of the device between its points. */
async function drawWithFinger(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const frames = () =>
    page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined))),
        ),
    )
  for (let step = 0; step <= 6; step++) {
    const touchPoints = [{ x: 110 + step * 14, y: 280 + step * 5 }]
    await session.send('Input.dispatchTouchEvent', {
      type: step === 0 ? 'touchStart' : 'touchMove',
      touchPoints,
    })
    await frames()
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  const row = await createSession(expert.page, TITLE)
  link = await guestLink(expert.page, row)
  await expert.page.keyboard.press('Escape')
  await row.getByRole('link', { name: 'Open call' }).click()
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

test('an empty console says what to do, at every width', async () => {
  const { page } = expert
  await expect(page.getByRole('heading', { name: 'Nobody is on the phone yet' })).toBeVisible()
  await expect(page).toHaveTitle(`${TITLE} | Farpoint`)
  for (const width of [360, 768, 1920, DESK.width]) {
    await page.setViewportSize({ width, height: DESK.height })
    await inspect(page, `the empty console at ${width}`)
  }
  await page.getByRole('button', { name: 'Invite the technician' }).click()
  await expect(page.getByRole('dialog', { name: 'Invite participants' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the door: a link that leads nowhere, no network, a name that is missing, and the way in', async () => {
  const { page } = technician
  await page.goto(link.replace(/.{22}$/, 'A'.repeat(22)))
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await inspect(page, 'the refused link', { gloves: true })

  await page.route('**/api/**', (route) => route.abort())
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'No answer yet' })).toBeVisible()
  await inspect(page, 'the unreachable portal', { gloves: true })
  await page.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try again' }).click()

  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByText('Enter your name')).toBeVisible()
  await inspect(page, 'the join page', { gloves: true })
  await page.getByLabel('Your name').fill(NAME)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByLabel('Your camera')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Ada' }).first()).toBeVisible()
  await inspect(page, 'the call', { gloves: true })
})

test('keys choose tools, but not while somebody types', async () => {
  const { page } = expert
  await expect(page.getByText('No AR: marks stick where there is detail')).toBeVisible()
  await page.keyboard.press('a')
  await expect(pressed(page, 'Arrow')).toBeVisible()
  await page.keyboard.press('4')
  await expect(page.getByRole('radio', { name: /Blue/ })).toBeChecked()
  const message = page.getByLabel('Message')
  await message.pressSequentially('face 2')
  await expect(message).toHaveValue('face 2')
  await expect(pressed(page, 'Arrow')).toBeVisible()
  await expect(page.getByRole('radio', { name: /Blue/ })).toBeChecked()
  await message.fill('')
  await page.getByLabel('Live picture').focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await inspect(page, 'the list of keys')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('what cannot be used says why, and the camera is only asked', async () => {
  const { page } = expert
  const measure = page.getByRole('button', { name: 'Measure', exact: true })
  await expect(measure).toHaveAttribute('aria-disabled', 'true')
  await expect(measure).toHaveAccessibleDescription(/need AR/)
  await page.keyboard.press('r')
  await expect(page.getByRole('group', { name: 'Options' })).toContainText('need AR')
  await inspect(page, 'a tool without use')
  await page.getByRole('button', { name: 'Camera', exact: true }).click()
  await inspect(page, 'the camera menu')
  await page.getByRole('button', { name: 'Ask for a sharp photo' }).click()
  await expect(page.getByText('Waiting for the technician’s tap.').first()).toBeVisible()
  await inspect(page, 'a wish that waits')
  await page.keyboard.press('Escape')
  await inspect(technician.page, 'a wish on the phone', { gloves: true })
  await technician.page.getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByText('The technician said no.').first()).toBeVisible()
  await page.keyboard.press('a')
})

test('a still comes over the camera, and the technician can put it aside', async () => {
  await expert.page.getByLabel('Live picture').focus()
  await expert.page.keyboard.press('Space')
  await expect(expert.page.getByText('Still: the picture is frozen')).toBeVisible()
  const { page } = technician
  const still = page.getByRole('img', { name: 'Still marked by Ada' })
  await expect(still).toBeVisible()
  await inspect(page, 'a still on the phone', { gloves: true })
  await inspect(expert.page, 'the frozen console')
  await page.getByRole('button', { name: 'Back to my camera' }).click()
  await expect(still).toHaveCount(0)
  await page.getByRole('button', { name: 'Show it again' }).click()
  await expect(still).toBeVisible()
  await expert.page.keyboard.press('Space')
  await expect(still).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Back to my camera' })).toHaveCount(0)
})

test('the longest message, the models and the questions are readable on both sides', async () => {
  const { page } = expert
  await page.getByLabel('Message').fill(LONG_MESSAGE)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const chat = technician.page.getByRole('button', { name: 'Chat, 1 unread' })
  await expect(chat).toBeVisible()
  await chat.click()
  await expect(technician.page.getByRole('dialog', { name: 'Chat' })).toContainText(
    'Turn the red switch off.',
  )
  await inspect(technician.page, 'the chat on the phone', { gloves: true })
  await technician.page.emulateMedia({ colorScheme: 'dark' })
  await inspect(technician.page, 'the dark chat on the phone', { gloves: true })
  await technician.page.getByRole('button', { name: 'Close', exact: true }).click()
  await technician.page.getByRole('button', { name: 'Leave', exact: true }).click()
  await inspect(technician.page, 'the question before leaving', { gloves: true })
  await technician.page.getByRole('button', { name: 'Stay', exact: true }).click()

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Text' }).click()
  await expect(page.getByLabel('Label text')).toBeFocused()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [360, DESK.width]) {
      await page.setViewportSize({ width, height: DESK.height })
      await inspect(page, `the ${colorScheme} console at ${width}`)
    }
  }
  await page.getByRole('button', { name: 'Gallery' }).click()
  await expect(page.getByRole('dialog', { name: 'Gallery' }).getByRole('button').nth(3)).toBeVisible()
  await inspect(page, 'the gallery')
  await page.keyboard.press('Escape')
})

test('in AR the technician draws with a finger, and takes it back', async () => {
  const { page } = technician
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('button', { name: 'Leave now' }).click()
  await expect(page.getByRole('button', { name: 'Come back' })).toBeVisible()
  await inspect(page, 'the page after leaving', { gloves: true })
  await page.goto(`${link}?simulate=phone`)
  await expect(page.getByText('Welcome back')).toBeVisible()
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('button', { name: 'Start AR' }).click()
  await expect(page.getByRole('button', { name: 'Stop AR' })).toBeVisible({ timeout: 90_000 })
  await expect(expert.page.getByText(/AR is steady/)).toBeVisible({ timeout: 90_000 })
  await inspect(page, 'AR', { gloves: true })
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('radio', { name: 'Left' }).check()
  await inspect(page, 'what is set on this phone', { gloves: true })
  await page.getByRole('button', { name: 'Close', exact: true }).click()

  const strokes = async () =>
    (await sceneLog(expert.page)).filter(
      ({ change }) => change.kind === 'mark.put' && change.mark.shape.tool === 'freehand',
    )
  expect(await strokes()).toEqual([])
  await page.getByRole('button', { name: 'Draw' }).click()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  await drawWithFinger(page)
  await expect.poll(async () => (await strokes()).length).toBeGreaterThan(0)
  await inspect(page, 'drawing in AR', { gloves: true })
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled()
  await page.getByRole('button', { name: 'Done drawing' }).click()
  await expect(page.getByRole('button', { name: 'Models' })).toBeVisible()

  await page.evaluate(() => window.phoneSimulator?.take('tracking'))
  await expect(page.getByText('The phone lost its place')).toBeVisible()
  await inspect(page, 'lost tracking', { gloves: true })
})

test('a session that ends in another tab takes the console to History', async () => {
  const portal = await expert.context.newPage()
  await portal.goto(`${farpoint.origin}/sessions`)
  await portal.getByRole('button', { name: 'Session menu' }).click()
  await portal.getByRole('menuitem', { name: 'End Session' }).click()
  await portal.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(expert.page).toHaveURL(/\/history\//)
  await expect(technician.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  await inspect(technician.page, 'the ended page', { gloves: true })
  const id = new URL(expert.page.url()).pathname.split('/').at(-1)
  await expert.page.goto(`${farpoint.origin}/call/${id}`)
  await expect(expert.page.getByRole('link', { name: 'See it in History' })).toBeVisible()
  await inspect(expert.page, 'the console of an ended session')
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
})
