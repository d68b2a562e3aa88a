import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type BrowserContext, type Page } from '@playwright/test'
import type { Bench, Figure } from '../../scripts/bench.ts'
import { startFarpoint } from '../e2e/farpoint.ts'
import { createSession, openOwnBrowser, setUp } from '../e2e/people.ts'

/** `npm run bench -- recording --kills 10 --minutes 10`; without options a run of a few minutes. */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  const given = at < 0 ? undefined : process.argv[at + 1]
  return given === undefined ? otherwise : Number(given)
}

/** How long each film runs before its browser is killed, in seconds; each kill a little later than the one before. */
const BEFORE_KILL = 5

interface Entry {
  readonly startedAt: number
  readonly step: string
  readonly savedMs: number
  readonly durationMs: number
}

/** The newest film of the vault, read past the product. */
function newestEntry(page: Page): Promise<Entry | undefined> {
  return page.evaluate(async () => {
    const named = (await indexedDB.databases()).find(({ name }) => name?.startsWith('farpoint-vault-'))
    if (named?.name === undefined) return undefined
    const { name } = named
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('The vault does not open'))
    })
    if (!database.objectStoreNames.contains('entries')) return undefined
    const entries = await new Promise<{ startedAt: number; status: Record<string, unknown> }[]>(
      (resolve, reject) => {
        const request = database.transaction('entries').objectStore('entries').getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error('The vault cannot be read'))
      },
    )
    database.close()
    const newest = entries.sort((a, b) => b.startedAt - a.startedAt)[0]
    return (
      newest && {
        startedAt: newest.startedAt,
        step: String(newest.status['step']),
        savedMs: Number(newest.status['savedMs'] ?? 0),
        durationMs: Number(newest.status['durationMs'] ?? 0),
      }
    )
  })
}

async function openCamera(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill('Bob')
  await page.getByRole('button', { name: 'Open the camera' }).click()
}

async function record(page: Page, link: string): Promise<void> {
  await openCamera(page, link)
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/^saved to/)).toBeVisible()
}

/** Records, kills the browser, opens it again, and says how much of what was recorded until then is not in the film; in seconds. */
async function killOnce(link: string, seconds: number): Promise<number> {
  const profile = mkdtempSync(join(tmpdir(), 'farpoint-kill-'))
  try {
    const doomed = await openOwnBrowser(profile)
    await record(doomed.page, link)
    const startedAt = (await newestEntry(doomed.page))?.startedAt ?? 0
    await expect.poll(() => Date.now() - startedAt, { timeout: 60_000 }).toBeGreaterThan(seconds * 1000)
    const killedAt = Date.now()
    await doomed.kill()
    const again = await openOwnBrowser(profile)
    await openCamera(again.page, link)
    await expect
      .poll(async () => (await newestEntry(again.page))?.step, { timeout: 120_000 })
      .toBe('finished')
    const film = await newestEntry(again.page)
    await again.context.close()
    return (killedAt - startedAt - (film?.durationMs ?? 0)) / 1000
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}

async function heapOf(context: BrowserContext, page: Page): Promise<number> {
  const client = await context.newCDPSession(page)
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize } = await client.send('Runtime.getHeapUsage')
  await client.detach()
  return usedSize / 1e6
}

/** What a long film costs: heap at its begin and end after a collection, and what it stores; in MB. */
async function recordFor(link: string, minutes: number, say: (line: string) => void) {
  const profile = mkdtempSync(join(tmpdir(), 'farpoint-long-'))
  const { context, page } = await openOwnBrowser(profile)
  try {
    await record(page, link)
    const startedAt = (await newestEntry(page))?.startedAt ?? 0
    await expect.poll(() => Date.now() - startedAt, { timeout: 60_000 }).toBeGreaterThan(10_000)
    const before = await heapOf(context, page)
    let worst = before
    for (let minute = 0.5; minute <= minutes; minute += 0.5) {
      await expect
        .poll(() => Date.now() - startedAt, { timeout: 90_000, intervals: [1000] })
        .toBeGreaterThan(minute * 60_000)
      const heap = await heapOf(context, page)
      worst = Math.max(worst, heap)
      say(`  ${minute} min: heap ${heap.toFixed(1)} MB`)
    }
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
    const entry = await newestEntry(page)
    return {
      growth: worst - before,
      worst,
      storagePerMinute: usage / 1e6 / minutes,
      behind: (Date.now() - startedAt - (entry?.savedMs ?? 0)) / 1000,
    }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Recording alone on a phone page in real Chromium: what a kill costs, and what a long film costs. The phone and its camera are simulated. */
export const bench: Bench = {
  async run(say) {
    const [kills, minutes] = [option('kills', 3), option('minutes', 1)]
    const farpoint = await startFarpoint()
    const profile = mkdtempSync(join(tmpdir(), 'farpoint-desk-'))
    const desk = await openOwnBrowser(profile)
    try {
      await setUp(desk.page, farpoint.setupLink)
      const row = await createSession(desk.page, 'Recording bench')
      const address = await row.getByRole('link', { name: 'Open call' }).getAttribute('href')
      const token = randomBytes(16).toString('base64url')
      const asked = await desk.context.request.post(`${farpoint.origin}/api/invites`, {
        data: { id: randomUUID(), sessionId: address?.split('/').at(-1), kind: 'recording', token },
        headers: { Origin: farpoint.origin },
      })
      if (!asked.ok()) throw new Error(`The request was not made: ${asked.status()}`)
      await desk.context.close()
      const link = `${farpoint.origin}/record/${token}?simulate=phone`
      const lost: number[] = []
      for (let kill = 0; kill < kills; kill++) {
        const seconds = await killOnce(link, BEFORE_KILL + kill * 0.37)
        lost.push(seconds)
        say(`  kill ${kill + 1}: ${seconds.toFixed(2)} s lost`)
      }
      const long = await recordFor(link, minutes, say)
      const mean = lost.reduce((sum, one) => sum + one, 0) / Math.max(1, lost.length)
      const figures: Figure[] = [
        { name: 'lost at a kill, worst', value: Math.max(0, ...lost), unit: 's', better: 'lower', aim: 1 },
        { name: 'lost at a kill, mean', value: mean, unit: 's', better: 'lower' },
        { name: `heap growth over ${minutes} min`, value: long.growth, unit: 'MB', better: 'lower', aim: 20 },
        { name: 'heap, worst', value: long.worst, unit: 'MB', better: 'lower' },
        { name: 'storage a minute', value: long.storagePerMinute, unit: 'MB', better: 'lower' },
        { name: 'behind at the end', value: long.behind, unit: 's', better: 'lower', aim: 2 },
      ]
      return figures
    } finally {
      await farpoint.remove()
      rmSync(profile, { recursive: true, force: true })
    }
  },
}
