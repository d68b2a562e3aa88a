import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { readFilm } from './film.ts'
import {
  arrive,
  DESK,
  joinCall,
  onNewDevice,
  openCall,
  openOwnBrowser,
  PHONE,
  setUp,
  signIn,
  type OwnBrowser,
  type Person,
} from './people.ts'
import { waitForMotion } from './picture.ts'
import { portalRecords } from './portal-records.ts'

/** Cut networks, killed servers, killed browsers, closed tabs: what a person made is there once, and only once. */
test.describe.configure({ mode: 'serial' })

/** What a crash may cost of a film, in seconds: the second that was being filled, and what the machine needed to store one. */
const LOST_AT_MOST = 2

let farpoint: Farpoint
let profile = ''
let expert: OwnBrowser
let technician: Person
let link = ''
let history = ''

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  profile = mkdtempSync(join(tmpdir(), 'farpoint-profile-'))
  technician = await arrive(PHONE, 1000)
  const first = await openOwnBrowser(profile)
  await setUp(first.page, farpoint.setupLink)
  // Browsers write cookies to the disk every half minute, or when they are closed.
  await first.context.close()
  expert = await openOwnBrowser(profile)
  await expert.page.goto(`${farpoint.origin}/sessions`)
  ;({ link, history } = await openCall(expert.page, 'Belt slips'))
  await joinCall(technician.page, link, 'Bob')
  await waitForMotion(expert.page)
})

test.afterAll(async () => {
  await expert.context.close()
  await technician.browser.close()
  await farpoint.remove()
  rmSync(profile, { recursive: true, force: true })
})

async function say(text: string): Promise<void> {
  const chat = expert.page.getByRole('region', { name: 'Chat' })
  await chat.getByLabel('Message').fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(chat.getByText(text, { exact: true })).toBeVisible()
}

async function note(text: string): Promise<void> {
  const notes = expert.page.getByRole('region', { name: 'Notes' })
  await notes.getByLabel('New note').fill(text)
  await notes.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(notes.getByRole('listitem').filter({ hasText: text })).toBeVisible()
}

/** How often each text, update and still stands in the portal. */
async function counts(page: Page): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  const stillsOfScene = new Set<string>()
  for (const change of await portalRecords(page)) {
    // A still whose picture came sharper a moment later is in the scene log with both: it is one still.
    if (change.kind === 'scene' && change.record.change.kind === 'still.put') {
      const { id } = change.record.change.still
      if (stillsOfScene.has(id)) continue
      stillsOfScene.add(id)
    }
    const key =
      change.kind === 'message' || change.kind === 'note'
        ? change.record.text
        : change.kind === 'update'
          ? `${change.record.actorName} ${change.record.kind}`
          : change.kind
    found[key] = (found[key] ?? 0) + 1
  }
  return found
}

const WRITTEN = ['before the cut', 'while it was cut', 'a note from the cut', 'after it']

test('what is written while the portal is gone is there exactly once, after a reload and on a second device', async () => {
  const { page, context } = expert
  await say('before the cut')
  await farpoint.kill()
  await expect(page.getByText('The portal cannot be reached')).toBeVisible()
  await say('while it was cut')
  await note('a note from the cut')
  await page.getByRole('button', { name: 'Freeze', exact: true }).click()
  await expect(technician.page.getByRole('img', { name: 'Still marked by Ada' })).toBeVisible()

  // Without the server there is no page; what is left is what the browser keeps.
  await expect(page.reload()).rejects.toThrow(/ERR_CONNECTION_REFUSED/)
  await farpoint.start()
  await context.route('**/api/**', (route) => route.abort())
  await page.goto(`${farpoint.origin}${history.replace('/history/', '/call/')}`)
  await expect(page.getByText(/The portal cannot be reached/)).toBeVisible()
  await context.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  for (const text of WRITTEN.slice(0, 3)) await expect(page.getByText(text, { exact: true })).toBeVisible()
  await say('after it')

  const once = {
    ...Object.fromEntries(WRITTEN.map((text) => [text, 1])),
    'Ada still-taken': 1,
    still: 1,
    scene: 1,
    session: 1,
  }
  await expect.poll(() => counts(page), { timeout: 60_000 }).toMatchObject(once)

  const second = await onNewDevice(technician.browser, DESK)
  await signIn(second.page, farpoint.origin)
  await second.page.goto(`${farpoint.origin}${history}?tab=chats`)
  for (const text of WRITTEN.filter((one) => !one.startsWith('a note')))
    await expect(second.page.getByText(text, { exact: true })).toHaveCount(1)
  await second.page.getByRole('tab', { name: 'Notes' }).click()
  await expect(second.page.getByText('a note from the cut', { exact: true })).toHaveCount(1)
  await second.page.getByRole('tab', { name: 'Updates' }).click()
  await expect(second.page.getByText('Ada took a still')).toHaveCount(1)
  await second.page.getByRole('tab', { name: 'Stills' }).click()
  await expect(second.page.getByRole('list', { name: 'Stills' }).getByRole('listitem')).toHaveCount(1)
  expect(await counts(second.page)).toMatchObject(once)
  expect(second.faults).toEqual([])
  await second.context.close()
})

test('a guest who closed the page by accident is back with one tap, as the same person', async () => {
  await technician.page.close()
  const page = await technician.context.newPage()
  technician = { ...technician, page }
  await page.goto(link)
  await expect(page.getByLabel('Your name')).toHaveValue('Bob')
  await expect(page.getByText('Welcome back. Your seat is still yours.')).toBeVisible()
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await waitForMotion(expert.page)
  const people = expert.page.getByRole('list', { name: 'Participants' })
  await expect(people.getByText('Bob', { exact: true })).toHaveCount(1)
  // The page has its memory: what was said before is there for the guest, too.
  await page.getByRole('button', { name: /^Chat/ }).click()
  await expect(page.getByText('while it was cut', { exact: true })).toHaveCount(1)
  const seats = (await portalRecords(expert.page)).flatMap((change) =>
    change.kind === 'participant' && change.record.seat === 'technician' ? [change.record.name] : [],
  )
  expect(seats).toEqual(['Bob'])
})

test('a film whose browser is killed is found, finished and sent by itself when it is opened again', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/saved to 0:(0[6-9]|[1-5]\d)/)).toBeVisible({ timeout: 90_000 })
  const shown = await page.getByText(/saved to \d+:\d\d/).innerText()
  const saved = Number(/saved to 0:(\d\d)/.exec(shown)?.[1])
  await expert.kill()

  expert = await openOwnBrowser(profile)
  await expert.page.goto(`${farpoint.origin}/sessions`)
  await expect(expert.page.getByRole('button', { name: 'New session' }).first()).toBeVisible()
  await expect
    .poll(
      async () =>
        (await portalRecords(expert.page)).flatMap((change) =>
          change.kind === 'recording' ? [change.record.status] : [],
        ),
      { timeout: 120_000 },
    )
    .toEqual(['stored'])

  await expert.page.goto(`${farpoint.origin}${history}?tab=recordings`)
  const video = expert.page.locator('video')
  await expect(video).toHaveCount(1)
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState)).toBeGreaterThan(0)
  const played = await video.evaluate(async (film: HTMLVideoElement) => {
    film.muted = true
    film.currentTime = Math.max(0, film.duration - 1)
    const ended = new Promise((resolve) => film.addEventListener('ended', resolve, { once: true }))
    await film.play()
    await ended
    return film.currentTime
  })
  expect(played).toBeGreaterThan(saved - LOST_AT_MOST)

  const download = expert.page.waitForEvent('download')
  await expert.page.getByRole('link', { name: 'Download' }).click()
  const film = await readFilm(new Uint8Array(readFileSync(await (await download).path())))
  expect(film.tracks).toEqual(['audio', 'video'])
  expect(film.hasSeekIndex).toBe(true)
  expect(film.seconds).toBeGreaterThan(saved - LOST_AT_MOST)
})

test('nothing was thrown on the way', () => {
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
})
