import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { loudness, readFilm } from './film.ts'
import { arrive, createSession, DESK, guestLink, PHONE, setUp, signIn, type Person } from './people.ts'
import { findColour, touchColour, waitForColour } from './picture.ts'
import { portalRecords, sceneLog } from './portal-records.ts'
import { distance, target } from './room.ts'

/** The whole way of README's tour: one owner at a desk, one technician with the simulated phone, each with a voice. */
test.describe.configure({ mode: 'serial' })

const EXPERT_PITCH = 440
const TECHNICIAN_PITCH = 1000

let farpoint: Farpoint
let expert: Person
let technician: Person
let link = ''
let sessionPath = ''

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, EXPERT_PITCH)
  technician = await arrive(PHONE, TECHNICIAN_PITCH)
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

test('1 the start prints where it is and the link that makes the first owner', () => {
  expect(farpoint.output()).toMatch(/https:\/\/localhost:\d+/)
  expect(farpoint.setupLink).toMatch(/\/setup#[\w-]{20,}$/)
})

test('2 the owner makes a session, copies the guest link and downloads the code', async () => {
  const { page } = expert
  await setUp(page, farpoint.setupLink)
  const row = await createSession(page, 'Pump 3 does not start')
  link = await guestLink(page, row)
  const dialog = page.getByRole('dialog', { name: 'Invite participants' })
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  await dialog.getByRole('tab', { name: 'QR Code' }).click()
  await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download', exact: true }).click()
  const png = readFileSync(await (await download).path())
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  await page.keyboard.press('Escape')
  await row.getByRole('link', { name: 'Open call' }).click()
  await expect(page.getByLabel('Live picture')).toBeVisible()
  sessionPath = new URL(page.url()).pathname.replace('/call/', '/history/')
})

test('3 the guest joins by the link, and the expert sees the camera', async () => {
  const { page } = technician
  await page.goto(`${link}?simulate=phone`)
  await expect(page.getByText('Microphone')).toBeVisible()
  await page.getByLabel('Your name').fill('Bob')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Start AR' })).toBeVisible()
  await expect(expert.page.getByRole('list', { name: 'Participants' })).toContainText('Bob')
  await waitForColour(expert.page, (await target(technician.page, 'red')).rgb)
})

test('4 in AR, an arrow stands on the thing that the expert touched, also while the phone moves', async () => {
  await technician.page.getByRole('button', { name: 'Start AR' }).click()
  await expect(technician.page.getByRole('button', { name: 'Stop AR' })).toBeVisible({ timeout: 90_000 })
  await expect(expert.page.getByText(/AR is steady/)).toBeVisible({ timeout: 90_000 })

  const { rgb, position } = await target(technician.page, 'red')
  const spot = await waitForColour(expert.page, rgb)
  await expert.page.getByRole('button', { name: 'Arrow' }).click()
  await expert.page.mouse.click(spot.x, spot.y)
  await expect(technician.page.getByText('New arrow from Ada')).toBeVisible()
  await expect.poll(async () => (await sceneLog(expert.page)).length).toBeGreaterThan(0)
  const [first] = (await sceneLog(expert.page)).flatMap(({ change }) =>
    change.kind === 'mark.put' && change.mark.on === 'space' ? [change.mark] : [],
  )
  expect(distance(first?.pose.position ?? [], position)).toBeLessThan(0.03)

  // The phone turns to and fro while the expert touches what is seen.
  const green = await target(technician.page, 'green')
  await technician.page.evaluate(() => {
    const phone = window.phoneSimulator
    if (phone === undefined) throw new Error('no simulated phone')
    const { position: stand, orientation } = phone.pose()
    const turned = (degrees: number): readonly [number, number, number, number] => {
      const half = (degrees * Math.PI) / 360
      const [x, y, z, w] = orientation
      const [s, c] = [Math.sin(half), Math.cos(half)]
      // About the space's own up axis, before the pose's orientation.
      return [c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y]
    }
    const path = Array.from({ length: 41 }, (_, step) => ({
      t: step * 500,
      position: stand,
      orientation: turned(step % 2 === 0 ? -5 : 5),
    }))
    void phone.play(path)
  })
  await expert.page.getByRole('radio', { name: /Blue/ }).click()
  await touchColour(expert.page, green.rgb)
  await expect
    .poll(async () => {
      const marks = (await sceneLog(expert.page)).flatMap(({ change }) =>
        change.kind === 'mark.put' && change.mark.on === 'space' && change.mark.colour === 'blue'
          ? [change.mark]
          : [],
      )
      return marks.length === 0 ? Infinity : distance(marks.at(-1)?.pose.position ?? [], green.position)
    })
    .toBeLessThan(0.06)
})

test('4b a freehand stroke lies on the surface where it was drawn', async () => {
  const { page } = expert
  await technician.page.evaluate(() => {
    const phone = window.phoneSimulator
    if (phone !== undefined) phone.setPose(phone.pose())
  })
  await page.getByRole('button', { name: 'Freehand' }).click()
  const { x, y } = await waitForColour(page, (await target(technician.page, 'green')).rgb)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 12; step++) await page.mouse.move(x + step * 3, y - step * 2)
  await page.mouse.up()
  await expect
    .poll(async () => {
      const strokes = (await sceneLog(page)).flatMap(({ change }) =>
        change.kind === 'mark.put' && change.mark.shape.tool === 'freehand' && change.mark.on === 'space'
          ? [change.mark]
          : [],
      )
      const last = strokes.at(-1)
      return last?.shape.tool === 'freehand' ? last.shape.points.length : 0
    })
    .toBeGreaterThan(3)
})

test('5 both sides place a model, and both see it', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Gallery' }).click()
  const drawer = page.getByRole('dialog', { name: 'Gallery' })
  await drawer.getByRole('button', { name: /cone/i }).click()
  const amber = await target(technician.page, 'amber')
  const spot = await waitForColour(page, amber.rgb)
  await page.mouse.click(spot.x, spot.y)
  await expect(technician.page.getByText('New model from Ada')).toBeVisible()

  await technician.page.getByRole('button', { name: 'Models' }).click()
  await technician.page.getByRole('button', { name: /bolt/i }).click()
  await expect(technician.page.getByText(/tap to place “Hex bolt M12”/)).toBeVisible()
  await technician.page.touchscreen.tap(180, 330)
  await expect
    .poll(
      async () =>
        (await sceneLog(page)).flatMap(({ change }) =>
          change.kind === 'placement.put' ? [change.placement.modelId] : [],
        ).length,
    )
    .toBeGreaterThanOrEqual(2)
  const placed = (await sceneLog(page)).flatMap(({ change }) =>
    change.kind === 'placement.put' ? [change.placement] : [],
  )
  const cone = placed.find(({ modelId }) => modelId.includes('cone'))
  expect(distance(cone?.pose.position ?? [], amber.position)).toBeLessThan(0.1)
  // The cone stands over the amber disc now, in the expert's picture too: less of it is seen than before.
  await expect
    .poll(async () => (await findColour(page, amber.rgb))?.pixels ?? 0)
    .toBeLessThan(spot.pixels / 2)
})

test('6 both write in the chat, and the expert records', async () => {
  const { page } = expert
  const chat = page.getByRole('region', { name: 'Chat' })
  await chat.getByLabel('Message').fill('Turn the red switch off')
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
  await technician.page.getByRole('button', { name: /^Chat/ }).click()
  await expect(technician.page.getByText('Turn the red switch off')).toBeVisible()
  await technician.page.getByLabel('Message').fill('Done, it is off')
  await technician.page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(chat.getByText('Done, it is off')).toBeVisible()
  await technician.page.getByRole('button', { name: 'Close', exact: true }).click()

  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(technician.page.getByText('Ada records')).toBeVisible()
  await expect(page.getByText(/saved to 0:0[5-9]/)).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible({ timeout: 60_000 })
})

test('7 a note is written, the session ends, and nobody can join any more', async () => {
  const { page } = expert
  const notes = page.getByRole('region', { name: 'Notes' })
  await notes.getByLabel('New note').fill('The relay was stuck. Order a new one.')
  await notes.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(notes.getByText('The relay was stuck. Order a new one.')).toBeVisible()
  // The film reaches the portal by itself; ending waits for nothing that could be lost.
  await expect
    .poll(
      async () =>
        (await portalRecords(page)).some(
          ({ kind, record }) => kind === 'recording' && 'status' in record && record.status === 'stored',
        ),
      {
        timeout: 120_000,
      },
    )
    .toBe(true)
  await page.getByRole('button', { name: 'End session' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(technician.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  await technician.page.goto(link)
  await expect(technician.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  await expect(technician.page.getByRole('button', { name: 'Join' })).toHaveCount(0)
})

test('8 History has it all, after the server was killed and on a second device', async () => {
  await farpoint.kill()
  await farpoint.start()
  const second = await arrive(DESK, EXPERT_PITCH)
  const { page } = second
  await signIn(page, farpoint.origin)
  await page.getByRole('link', { name: 'History' }).click()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Pump 3 does not start' })
    .getByRole('link')
    .first()
    .click()
  await expect(page).toHaveURL(new RegExp(sessionPath))

  await page.getByRole('tab', { name: 'Chats' }).click()
  await expect(page.getByText('Turn the red switch off')).toBeVisible()
  await expect(page.getByText('Done, it is off')).toBeVisible()
  await page.getByRole('tab', { name: 'Notes' }).click()
  await expect(page.getByText('The relay was stuck. Order a new one.')).toBeVisible()
  await page.getByRole('tab', { name: 'Updates' }).click()
  for (const words of [
    'Ada created the session',
    'Bob joined',
    'Bob started AR',
    'Ada started recording',
    'Ada ended the session',
  ])
    await expect(page.getByText(words)).toBeVisible()

  await page.getByRole('tab', { name: 'Recordings' }).click()
  const video = page.locator('video')
  await expect(video).toBeVisible()
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.duration)).toBeGreaterThan(3)
  const seeked = await video.evaluate(async (film: HTMLVideoElement) => {
    film.muted = true
    await film.play()
    const middle = film.duration / 2
    await new Promise((resolve) => {
      film.addEventListener('seeked', resolve, { once: true })
      film.currentTime = middle
    })
    return Math.abs(film.currentTime - middle)
  })
  expect(seeked).toBeLessThan(0.5)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  const film = await readFilm(new Uint8Array(readFileSync(await (await download).path())))
  expect(film.tracks).toEqual(['audio', 'video'])
  expect(film.seconds).toBeGreaterThan(3)
  expect(film.hasSeekIndex).toBe(true)
  expect(film.height).toBeGreaterThan(film.width)

  const url = await video.evaluate((element: HTMLVideoElement) => element.currentSrc)
  const [own = 0, other = 0, silence = 1] = await loudness(page, url, [EXPERT_PITCH, TECHNICIAN_PITCH, 3100])
  expect(own).toBeGreaterThan(silence * 5)
  expect(other).toBeGreaterThan(silence * 5)
  await second.browser.close()
})

test('9 nothing was thrown on the way, and normal guests never download the simulated phone', async () => {
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
  const plain = await arrive(PHONE, TECHNICIAN_PITCH)
  await plain.page.goto(link)
  await expect(plain.page.getByRole('heading', { name: 'This session has ended' })).toBeVisible()
  const scripts = await plain.page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => entry.name),
  )
  expect(scripts.filter((name) => /simulat|install|iwer/i.test(name))).toEqual([])
  await plain.browser.close()
})
