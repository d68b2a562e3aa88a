import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { readFilm } from './film.ts'
import { arrive, createSession, DESK, onNewDevice, PHONE, setUp, type Person } from './people.ts'
import { portalRecords } from './portal-records.ts'

/** A technician answers a recording request with nobody online: shows, marks, looks at the film, and sends it. */
test.describe.configure({ mode: 'serial' })

let farpoint: Farpoint
let expert: Person
let technician: Person
let sessionId = ''
let request: { readonly link: string; readonly inviteId: string }

const prompts = ['The nameplate', 'The left valve']

/** A recording request, made by the portal's own interface. */
async function ask(page: Page): Promise<typeof request> {
  const [inviteId, token] = [randomUUID(), randomBytes(16).toString('base64url')]
  const answer = await page.context().request.post(`${farpoint.origin}/api/invites`, {
    data: { id: inviteId, sessionId, kind: 'recording', token, words: 'The seal leaks again.', prompts },
    headers: { Origin: farpoint.origin },
  })
  expect(answer.status()).toBe(200)
  return { link: `${farpoint.origin}/record/${token}`, inviteId }
}

async function openCamera(person: Person, link: string): Promise<void> {
  const { page } = person
  await page.goto(link)
  await page.getByLabel('Your name').fill('Bob')
  await page.getByRole('button', { name: 'Open the camera' }).click()
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible()
}

const films = async () =>
  (await portalRecords(expert.page)).flatMap(({ kind, record }) =>
    kind === 'recording' && 'mediaId' in record && record.mediaId !== undefined ? [record] : [],
  )

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
  await setUp(expert.page, farpoint.setupLink)
  const row = await createSession(expert.page, 'Pump 9 leaks')
  const address = await row.getByRole('link', { name: 'Open call' }).getAttribute('href')
  sessionId = address?.split('/').at(-1) ?? ''
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

async function openDialog(page: Page) {
  const row = page.getByRole('listitem').filter({ hasText: 'Pump 9 leaks' })
  await row.getByRole('button', { name: 'Session menu' }).click()
  await page.getByRole('menuitem', { name: 'Request AR Recording' }).click()
  return page.getByRole('dialog', { name: 'Request AR Recording' })
}

test('0 the expert makes a request from the session’s menu, and it leads to its own page', async () => {
  const { page } = expert
  const dialog = await openDialog(page)
  const field = dialog.getByLabel('AR Recording Link')
  await expect(field).toHaveValue(/\/record\/[\w-]{22}$/)
  const link = await field.inputValue()
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  await dialog.getByLabel('What it is for').fill('The seal leaks again.')
  await dialog.getByLabel('What to show, one a line').fill(Array.from({ length: 21 }, () => 'x').join('\n'))
  await dialog.getByRole('button', { name: 'Save request' }).click()
  await expect(dialog.getByText('Ask for at most 20 things in one request.')).toBeVisible()
  await dialog.getByLabel('What to show, one a line').fill(prompts.join('\n'))
  await dialog.getByRole('button', { name: 'Save request' }).click()
  await expect(dialog.getByText('Saved. The link says so from now on.')).toBeVisible()
  await expect(dialog.getByText('Not opened yet')).toBeVisible()
  const sms = dialog.getByRole('region', { name: 'Share via SMS' })
  await sms.getByLabel('Phone number').fill('twelve')
  await sms.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(sms.getByRole('alert')).toHaveText(/Write the phone number in digits/)
  await page.keyboard.press('Escape')
  // The guest link of the session is another one, and stays what it was.
  await expect(dialog).toHaveCount(0)
  const token = link.split('/').at(-1) ?? ''
  request = { link: `${farpoint.origin}/record/${token}`, inviteId: '' }
  await technician.page.goto(`${farpoint.origin}/join/${token}`)
  await expect(technician.page).toHaveURL(request.link)
})

test('1 the page says who asks, what for, and what to show', async () => {
  const { page } = technician
  await page.goto(`${request.link}?simulate=phone`)
  await expect(page.getByRole('heading', { name: 'Pump 9 leaks' })).toBeVisible()
  await expect(page.getByText(/^Ada from .* asks you for a recording$/)).toBeVisible()
  await expect(page.getByText('The seal leaks again.')).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveText(prompts)
})

test('2 the technician records in AR, pauses, and goes through what to show', async () => {
  const { page } = technician
  await openCamera(technician, `${request.link}?simulate=phone`)
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/saved to 0:0[1-9]/)).toBeVisible()
  await page.getByRole('button', { name: 'Start AR' }).click()
  await expect(page.getByRole('button', { name: 'Stop AR' })).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Shown, next' }).click()
  await expect(page.getByText('The left valve')).toBeVisible()
  await page.getByRole('button', { name: 'Shown', exact: true }).click()
  await expect(page.getByText('All is shown.')).toBeVisible()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Recording', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Stop recording' }).click()
})

test('3 the film is looked at, and nothing was sent before', async () => {
  const { page } = technician
  await expect(page.getByRole('heading', { name: 'Look at your film' })).toBeVisible()
  const video = page.getByLabel('Your film')
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.duration)).toBeGreaterThan(1)
  expect(await films()).toEqual([])
  // Also after the page was closed: it waits on the phone.
  await page.reload()
  await page.getByRole('button', { name: 'Open the camera' }).click()
  await expect(page.getByRole('heading', { name: 'Look at your film' })).toBeVisible()
})

test('4 it is sent, and the portal says which request it answers', async () => {
  const { page } = technician
  await page.getByRole('button', { name: 'Send to Ada' }).click()
  await expect(page.getByText('One film has arrived')).toBeVisible({ timeout: 90_000 })
  const [film] = await films()
  expect(film).toMatchObject({ inviteId: expect.any(String), seat: 'technician', authorName: 'Bob' })
  const dialog = await openDialog(expert.page)
  await expect(dialog.getByText('Recording here')).toBeVisible()
  await expect(dialog.getByRole('link', { name: 'Watch' })).toBeVisible()
  await expert.page.keyboard.press('Escape')
  const answer = await expert.context.request.get(
    `${farpoint.origin}/api/media/${film !== undefined && 'mediaId' in film ? film.mediaId : ''}`,
  )
  const facts = await readFilm(new Uint8Array(await answer.body()))
  expect(facts.tracks).toEqual(['audio', 'video'])
  expect(facts.hasSeekIndex).toBe(true)
  const updates = (await portalRecords(expert.page)).flatMap(({ kind, record }) =>
    kind === 'update' && 'detail' in record ? [record.detail] : [],
  )
  for (const prompt of prompts) expect(updates).toContain(prompt)
})

test('4b the recording is shared by a link that only watches, until it is withdrawn', async () => {
  const { page } = expert
  await page.goto(`${farpoint.origin}/history/${sessionId}?tab=recordings`)
  await page.getByRole('button', { name: 'Share recording' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share recording' })
  await dialog.getByRole('button', { name: 'Make link' }).click()
  const field = dialog.getByLabel('Watch Link')
  await expect(field).toHaveValue(/\/watch\/[\w-]{22}$/)
  const token = (await field.inputValue()).split('/').at(-1) ?? ''
  const visitor = await onNewDevice(technician.browser, PHONE, [])
  await visitor.page.goto(`${farpoint.origin}/watch/${token}`)
  await expect(visitor.page.getByRole('heading', { name: 'Pump 9 leaks' })).toBeVisible()
  const video = visitor.page.getByLabel(/^Recording of/)
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.duration)).toBeGreaterThan(1)
  await dialog.getByRole('button', { name: /^Withdraw the link/ }).click()
  await expect(dialog.getByText('Withdrawn')).toBeVisible()
  await visitor.page.reload()
  await expect(visitor.page.getByRole('heading', { name: 'This link was withdrawn' })).toBeVisible()
  expect(visitor.faults).toEqual([])
  await visitor.context.close()
  await page.goto(`${farpoint.origin}/sessions`)
})

test('5 without a microphone the film is silent and kept all the same; a withdrawn request still takes in what was captured before', async () => {
  const silent = await arrive(PHONE, 500, {
    permissions: ['camera'],
    without: ['--use-fake-ui-for-media-stream'],
  })
  try {
    const { page } = silent
    const asked = await ask(expert.page)
    await openCamera(silent, asked.link)
    await expect(page.getByText('The film will be silent')).toBeVisible()
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    await expect(page.getByText(/saved to 0:0[2-9]/)).toBeVisible()
    const revoked = await expert.context.request.post(`${farpoint.origin}/api/invites/revoke`, {
      data: { inviteId: asked.inviteId },
      headers: { Origin: farpoint.origin },
    })
    expect(revoked.status()).toBe(200)
    await page.getByRole('button', { name: 'Stop recording' }).click()
    await expect(page.getByRole('button', { name: 'Send to Ada' })).toBeVisible()
    // Also when the page was closed meanwhile: the link lets nobody in, and what was recorded can still be sent.
    await page.reload()
    await expect(page.getByText('Nothing more can be recorded')).toBeVisible()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByText('One film has arrived')).toBeVisible({ timeout: 90_000 })
    expect((await films()).some((film) => film.inviteId === asked.inviteId)).toBe(true)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'This link was withdrawn' })).toBeVisible()
  } finally {
    await silent.browser.close()
  }
})

test('6 what is recorded without a network is sent when there is one, and a film can be discarded', async () => {
  const { page, context } = technician
  const asked = await ask(expert.page)
  await openCamera(technician, asked.link)
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/saved to 0:0[1-9]/)).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await page.getByRole('button', { name: 'Send to Ada' }).click()
  await expect(page.getByText('Not sent yet')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('One film has arrived')).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Record another' }).click()
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/saved to 0:0[1-9]/)).toBeVisible()
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await page.getByRole('button', { name: 'Discard film' }).click()
  await expect(page.getByRole('button', { name: 'Send to Ada' })).toHaveCount(0)
  expect(technician.faults).toEqual([])
})
