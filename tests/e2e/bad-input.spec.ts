import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import {
  arrive,
  createSession,
  DESK,
  guestLink,
  joinCall,
  onNewDevice,
  openCall,
  owner,
  PHONE,
  setUp,
  type Person,
} from './people.ts'
import { waitForMotion } from './picture.ts'

/** What goes wrong gets a sentence that says what to do, and loses nothing. */
test.describe.configure({ mode: 'serial' })

/** Answers the browser's questions for the person; without it the permissions decide. */
const ANSWERS = '--use-fake-ui-for-media-stream'
const CAMERA = '--use-fake-device-for-media-stream'

let farpoint: Farpoint
let expert: Person
/** A phone whose browser asks before it gives camera and microphone. */
let asking: Person
let link = ''

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  asking = await arrive(PHONE, 1000, { without: [ANSWERS], permissions: ['microphone'] })
  await setUp(expert.page, farpoint.setupLink)
})

test.afterAll(async () => {
  await expert.browser.close()
  await asking.browser.close()
  await farpoint.remove()
})

/** Both write, both read: the call is whole without camera or microphone. */
async function talk(guest: Page, name: string): Promise<void> {
  const chat = expert.page.getByRole('region', { name: 'Chat' })
  await expect(expert.page.getByRole('list', { name: 'Participants' })).toContainText(name)
  await guest.getByRole('button', { name: /^Chat/ }).click()
  await guest.getByLabel('Message').fill(`${name} is here`)
  await guest.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(chat.getByText(`${name} is here`)).toBeVisible()
  await chat.getByLabel('Message').fill(`Hello ${name}`)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(guest.getByText(`Hello ${name}`)).toBeVisible()
  await guest.getByRole('button', { name: 'Close', exact: true }).click()
}

test('a wrong password is said, and the right one still works', async () => {
  const { page, context, faults } = await onNewDevice(expert.browser, DESK)
  await page.goto(`${farpoint.origin}/sign-in`)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Email or password is not right. Check both and try again.')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeVisible()
  expect(faults).toEqual([])
  await context.close()
})

for (const [what, token] of [
  ['unknown', 'A'.repeat(22)],
  ['cut off', 'A'.repeat(9)],
  ['nonsense', '%3Cscript%3E'],
] as const)
  test(`a link that is ${what} says so and offers no way in`, async () => {
    const { page } = asking
    await page.goto(`${farpoint.origin}/join/${token}`)
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    await expect(
      page.getByText('This link is not known. Ask for a new one, or check that all of it was copied.'),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: 'Join' })).toHaveCount(0)
  })

test('a withdrawn link says so: to who joins now and to who opens it later', async () => {
  const row = await createSession(expert.page, 'Withdrawn in time')
  const withdrawn = await guestLink(expert.page, row)
  await asking.page.goto(withdrawn)
  await asking.page.getByLabel('Your name').fill('Mallory')
  const dialog = expert.page.getByRole('dialog', { name: 'Invite participants' })
  await dialog.getByRole('button', { name: /^Withdraw the link/ }).click()
  await expect(dialog.getByText('Withdrawn', { exact: true })).toBeVisible()
  await expect(dialog.getByLabel('Guest Link')).toHaveCount(0)
  for (const attempt of ['join', 'open'] as const) {
    if (attempt === 'join') await asking.page.getByRole('button', { name: 'Join', exact: true }).click()
    else await asking.page.goto(withdrawn)
    await expect(asking.page.getByRole('heading', { name: 'This link was withdrawn' })).toBeVisible()
    await expect(asking.page.getByText('This link was withdrawn. Ask for a new one.')).toBeVisible()
    await expect(asking.page.getByRole('button', { name: 'Join' })).toHaveCount(0)
  }
  await expert.page.keyboard.press('Escape')
})

test('a guest who refuses the camera joins, is told what to do, and can change their mind', async () => {
  ;({ link } = await openCall(expert.page, 'Fan rattles'))
  const { page, context } = asking
  await joinCall(page, link, 'Rita')
  await expect(page.getByText('The expert cannot see yet')).toBeVisible()
  await expect(page.getByText(/allow the camera, then try again/)).toBeVisible()
  await expect(page.getByText('The expert cannot hear you')).toHaveCount(0)
  await talk(page, 'Rita')
  await context.grantPermissions(['camera', 'microphone'])
  await page.getByRole('button', { name: 'Try camera again' }).click()
  await waitForMotion(expert.page)
  await expect(page.getByText('The expert cannot see yet')).toHaveCount(0)
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('button', { name: 'Leave now' }).click()
  await expect(page.getByRole('heading', { name: 'You have left the call' })).toBeVisible()
})

test('a guest who refuses the microphone is seen, told what to do, and can write', async () => {
  const { page, context, faults } = await onNewDevice(asking.browser, PHONE, ['camera'])
  await joinCall(page, link, 'Mia')
  await expect(page.getByText('The expert cannot hear you')).toBeVisible()
  await expect(page.getByText(/allow the microphone, then try again.*write in the chat/)).toBeVisible()
  await waitForMotion(expert.page)
  await talk(page, 'Mia')
  expect(faults).toEqual([])
  await context.close()
})

test('a guest whose device has no camera and no microphone joins and can write', async () => {
  const bare = await arrive(PHONE, 1000, { without: [ANSWERS, CAMERA] })
  await joinCall(bare.page, link, 'Nora')
  await expect(bare.page.getByText('No camera was found. Connect one, then try again.')).toBeVisible()
  await expect(bare.page.getByText(/No microphone was found/)).toBeVisible()
  await talk(bare.page, 'Nora')
  expect(bare.faults).toEqual([])
  await bare.browser.close()
})

test('a session that ends under a guest at its door and one inside says so politely to both', async () => {
  const door = await onNewDevice(asking.browser, PHONE)
  await door.page.goto(link)
  await door.page.getByLabel('Your name').fill('Dora')
  await asking.page.getByRole('button', { name: 'Come back' }).click()
  await asking.page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(asking.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible()

  await expert.page.getByRole('button', { name: 'End session' }).click()
  await expert.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(asking.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  await door.page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(door.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  await expect(door.page.getByText(/ask them for a new link/)).toBeVisible()
  await expect(door.page.getByRole('button', { name: 'Join' })).toHaveCount(0)
  // The expert stands where everything is kept, and the way back into the call is closed.
  await expect(expert.page).toHaveURL(/\/history\//)
  await expert.page.goto(expert.page.url().replace('/history/', '/call/'))
  await expect(expert.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  expect(door.faults).toEqual([])
})

test('nothing was thrown on the way', () => {
  expect(expert.faults).toEqual([])
  expect(asking.faults).toEqual([])
})
