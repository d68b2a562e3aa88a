import { mkdtempSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts'
import { writeVoice } from './voices.ts'

/** One person at one device: a browser of their own, with a voice of their own pitch. */
export interface Person {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  /** Errors that the page threw and nobody caught. */
  readonly faults: readonly string[]
}

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 800 }

export interface Device {
  /** Flags that this browser is started without: no simulated camera, or nobody who answers the browser's questions. */
  readonly without?: readonly string[]
  readonly permissions?: readonly string[]
}

const EVERYTHING: readonly string[] = ['camera', 'microphone', 'clipboard-read', 'clipboard-write']

export async function arrive(
  viewport: { width: number; height: number },
  hertz: number,
  { without = [], permissions = EVERYTHING }: Device = {},
): Promise<Person> {
  const voice = join(mkdtempSync(join(tmpdir(), 'farpoint-voice-')), 'voice.wav')
  writeVoice(voice, hertz)
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      ...chromiumFlags.filter((flag) => !without.includes(flag)),
      `--use-file-for-fake-audio-capture=${voice}`,
    ],
  })
  return onNewDevice(browser, viewport, permissions)
}

/** One more device in a browser that runs already: nothing of what others keep is shared with it. */
export async function onNewDevice(
  browser: Browser,
  viewport: { width: number; height: number },
  permissions: readonly string[] = EVERYTHING,
): Promise<Person> {
  const context = await browser.newContext({
    viewport,
    ignoreHTTPSErrors: true,
    permissions: [...permissions],
    acceptDownloads: true,
    ...(viewport === PHONE ? { hasTouch: true, isMobile: true, deviceScaleFactor: 1 } : {}),
  })
  const page = await context.newPage()
  return { browser, context, page, faults: listenForFaults(page) }
}

/** A browser that keeps its profile in a folder, as a person's own does, and can die. */
export interface OwnBrowser {
  readonly context: BrowserContext
  readonly page: Page
  readonly faults: readonly string[]
  /** Ends all of its processes at once, as a crash or a pulled plug does. Resolves when they are gone. */
  kill(): Promise<void>
}

export async function openOwnBrowser(profile: string): Promise<OwnBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [...chromiumFlags],
    viewport: DESK,
    ignoreHTTPSErrors: true,
    permissions: [...EVERYTHING],
    acceptDownloads: true,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    context,
    page,
    faults: listenForFaults(page),
    async kill() {
      const gone = new Promise((resolve) => context.once('close', resolve))
      // Chromium links its lock to `host-pid`; the driver starts it as the leader of its own group of processes.
      const pid = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1))
      process.kill(-pid, 'SIGKILL')
      await gone
    },
  }
}

/** Errors that the page throws and nobody catches, from now on. */
function listenForFaults(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return faults
}

export const owner = { name: 'Ada', email: 'ada@example.com', password: 'a long enough secret' }

/** Makes the first owner by the printed link. */
export async function setUp(page: Page, setupLink: string): Promise<void> {
  await page.goto(setupLink)
  await page.getByLabel('Name', { exact: false }).first().fill(owner.name)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password').first().fill(owner.password)
  await page.getByRole('button', { name: 'Make owner and sign in' }).click()
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeVisible()
}

export async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeVisible()
}

/** Creates a session and gives its row. */
export async function createSession(page: Page, title: string) {
  await page.getByRole('button', { name: 'New session' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Create session' }).click()
  const row = page.getByRole('listitem').filter({ hasText: title })
  await expect(row).toBeVisible()
  return row
}

/** The guest link of the session, as the dialog shows it. */
export async function guestLink(page: Page, row: ReturnType<Page['locator']>): Promise<string> {
  await row.getByRole('button', { name: 'Invite participants' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite participants' })
  await dialog.getByRole('tab', { name: 'Guest' }).click()
  const field = dialog.getByLabel('Guest Link')
  await expect(field).toHaveValue(/\/join\/[\w-]{22}$/)
  const link = await field.inputValue()
  return link
}

/** Creates a session and opens its call in this page. */
export async function openCall(
  page: Page,
  title: string,
): Promise<{ readonly link: string; readonly history: string }> {
  const row = await createSession(page, title)
  const link = await guestLink(page, row)
  await page.keyboard.press('Escape')
  await row.getByRole('link', { name: 'Open call' }).click()
  await expect(page.getByLabel('Live picture')).toBeVisible()
  return { link, history: new URL(page.url()).pathname.replace('/call/', '/history/') }
}

/** Opens the link and joins under that name; resolves when the call's own buttons are there. */
export async function joinCall(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible()
}
