import { expect, test } from '@playwright/test'
import type { Mark, SpaceMark } from '../../src/domain/mark.ts'
import { foldScene, type SceneState } from '../../src/domain/scene.ts'
import { startFarpoint, type Farpoint } from './farpoint.ts'
import { arrive, DESK, joinCall, openCall, PHONE, setUp, type Person } from './people.ts'
import { waitForColour } from './picture.ts'
import { sceneLog } from './portal-records.ts'
import { distance, target } from './room.ts'

/** What stands in the scene and how it is changed, from both sides, until the last mark is found again after AR was left. */
test.describe.configure({ mode: 'serial' })

let farpoint: Farpoint
let expert: Person
let technician: Person

/** The scene as the portal has it: what everybody who comes later will see. */
async function scene(): Promise<SceneState> {
  return foldScene(await sceneLog(expert.page))
}

async function marks<T extends Mark['shape']['tool']>(tool: T): Promise<readonly SpaceMark[]> {
  return [...(await scene()).marks.values()].filter(
    (mark): mark is SpaceMark => mark.on === 'space' && mark.shape.tool === tool,
  )
}

async function spotOf(name: string): Promise<{ readonly x: number; readonly y: number }> {
  return waitForColour(expert.page, (await target(technician.page, name)).rgb)
}

/** The technician's finger on a thing of the room, wherever it is on the screen now. */
async function tapOn(name: string): Promise<void> {
  await technician.page.evaluate(async (wanted) => {
    const phone = window.phoneSimulator
    const found = phone?.targets.find((one) => one.name === wanted)
    const at = found && phone?.project(found.position)
    if (phone === undefined || at === undefined) throw new Error(`${wanted} is not in sight`)
    await phone.tap(at.u, at.v)
  }, name)
}

async function startAr(): Promise<void> {
  await technician.page.getByRole('button', { name: 'Start AR' }).click()
  await expect(technician.page.getByRole('button', { name: 'Stop AR' })).toBeVisible({ timeout: 90_000 })
  await expect(expert.page.getByText(/AR is steady/)).toBeVisible({ timeout: 90_000 })
}

test.beforeAll(async () => {
  farpoint = await startFarpoint()
  expert = await arrive(DESK, 440)
  technician = await arrive(PHONE, 1000)
})

test.afterAll(async () => {
  await expert.browser.close()
  await technician.browser.close()
  await farpoint.remove()
})

test('1 expert and technician meet in AR', async () => {
  await setUp(expert.page, farpoint.setupLink)
  const { link } = await openCall(expert.page, 'Compressor 2 leaks')
  await joinCall(technician.page, `${link}?simulate=phone&strict`, 'Bob')
  await startAr()
})

test('2 a numbered step is read and ticked by the technician, and the expert sees it done', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await page.getByLabel('What to do').fill('Open the cover')
  const { x, y } = await spotOf('red')
  await page.mouse.click(x, y)
  const steps = technician.page.getByRole('region', { name: 'Steps' })
  await expect(steps.getByText('Open the cover')).toBeVisible()
  await steps.getByRole('button', { name: 'Done: step 1' }).click()
  await expect
    .poll(async () => (await marks('step')).map(({ shape }) => shape.tool === 'step' && shape.isDone))
    .toEqual([true])
  const [step] = await marks('step')
  expect(distance(step?.pose.position ?? [], (await target(technician.page, 'red')).position)).toBeLessThan(
    0.03,
  )
})

test('3 a measure from one thing to another is as long as it is', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Measure', exact: true }).click()
  const from = await spotOf('green')
  await page.mouse.click(from.x, from.y)
  await expect.poll(async () => (await marks('measure')).length).toBe(1)
  const to = await spotOf('amber')
  await page.mouse.click(to.x, to.y)
  await page.keyboard.press('Enter')
  const truth = distance(
    (await target(technician.page, 'green')).position,
    (await target(technician.page, 'amber')).position,
  )
  await expect
    .poll(async () => {
      const [measure] = await marks('measure')
      if (measure?.shape.tool !== 'measure') return Infinity
      const [a = [NaN], b = [NaN]] = measure.shape.points
      return Math.abs(distance(a, b) - truth)
    })
    .toBeLessThan(0.03)
})

test('4 what stands is picked, carried to another place, taken back and removed', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Arrow', exact: true }).click()
  const red = await spotOf('red')
  await page.mouse.click(red.x, red.y)
  await expect.poll(async () => (await marks('arrow')).length).toBe(1)
  const [made] = await marks('arrow')

  const green = await target(technician.page, 'green')
  const away = async (): Promise<number> =>
    distance((await marks('arrow'))[0]?.pose.position ?? [], green.position)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  const to = await spotOf('green')
  await page.mouse.move(red.x, red.y)
  await page.mouse.down()
  await page.mouse.move((red.x + to.x) / 2, (red.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(away).toBeLessThan(0.06)

  await page.keyboard.press('Control+z')
  await expect
    .poll(async () => distance((await marks('arrow'))[0]?.pose.position ?? [], made?.pose.position ?? []))
    .toBeLessThan(0.001)

  // With keys too: moved, turned, given another colour, taken back.
  await page.mouse.click(red.x, red.y)
  const moved = async (): Promise<number> =>
    distance((await marks('arrow'))[0]?.pose.position ?? [], made?.pose.position ?? [])
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(moved).toBeGreaterThan(0.01)
  await page.keyboard.press('Control+z')
  await expect.poll(moved).toBeLessThan(0.001)
  await page.keyboard.press('.')
  await expect
    .poll(async () => (await marks('arrow')).map(({ shape }) => shape.tool === 'arrow' && shape.lean))
    .toEqual([expect.closeTo(Math.PI / 3, 3)])
  await page.keyboard.press('3')
  await expect.poll(async () => (await marks('arrow')).map(({ colour }) => colour)).toEqual(['green'])
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await marks('arrow')).length).toBe(0)
})

test('5 the technician marks things too, and the expert’s undo leaves that alone', async () => {
  const { page } = technician
  await page.getByRole('button', { name: 'Draw', exact: true }).click()
  await page.getByRole('button', { name: 'Circle', exact: true }).click()
  await tapOn('green')
  await expect.poll(async () => (await marks('circle')).length).toBe(1)
  const own = (await marks('circle'))[0]
  expect(distance(own?.pose.position ?? [], (await target(technician.page, 'green')).position)).toBeLessThan(
    0.03,
  )
  await expert.page.keyboard.press('Control+z')
  await expect.poll(async () => (await marks('arrow')).length).toBe(1)
  expect((await marks('circle')).length).toBe(1)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(async () => (await marks('circle')).length).toBe(0)
  await page.getByRole('button', { name: 'Done drawing' }).click()
})

test('6 after AR was left and started again, one tap places everything anew', async () => {
  await technician.page.getByRole('button', { name: 'Stop AR' }).click()
  await expect(technician.page.getByRole('button', { name: 'Start AR' })).toBeVisible()
  await startAr()
  const card = technician.page.getByRole('region', { name: 'Marks from before' })
  if (!(await card.isVisible())) await technician.page.getByRole('button', { name: 'Place them' }).click()
  await expect(card).toBeVisible()
  const before = (await sceneLog(expert.page)).length
  await tapOn(await nameOnCard())
  await expect
    .poll(async () => (await sceneLog(expert.page)).slice(before).map(({ change }) => change.kind))
    .toContain('space.join')
  const [step] = await marks('step')
  expect(distance(step?.pose.position ?? [], (await target(technician.page, 'red')).position)).toBeLessThan(
    0.05,
  )
})

/** Which thing of the room carries the mark that the card asks for: everything in this walk stands on red, but the measure. */
async function nameOnCard(): Promise<string> {
  const words = await technician.page.getByRole('region', { name: 'Marks from before' }).innerText()
  return /measure/i.test(words) ? 'green' : 'red'
}

test('7 a still is kept, marked, and shown in the chat', async () => {
  const { page } = expert
  await page.getByRole('button', { name: 'Freeze', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Unfreeze', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Attach to chat' }).click()
  await technician.page.getByRole('button', { name: /^Chat/ }).click()
  await expect(technician.page.getByRole('dialog').getByRole('img').first()).toBeVisible()
  await technician.page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Unfreeze', exact: true }).click()
  expect([...(await scene()).stills.values()]).toHaveLength(1)
})

test('8 nothing was thrown on the way, and nothing was read that is black on a real phone', async () => {
  expect(expert.faults).toEqual([])
  expect(technician.faults).toEqual([])
  expect(await technician.page.evaluate(() => window.phoneSimulator?.violations.length)).toBe(0)
})
