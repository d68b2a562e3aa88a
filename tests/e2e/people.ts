import { mkdtempSync } from 'node:fs'
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

export async function arrive(viewport: { width: number; height: number }, hertz: number): Promise<Person> {
  const voice = join(mkdtempSync(join(tmpdir(), 'farpoint-voice-')), 'voice.wav')
  writeVoice(voice, hertz)
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...chromiumFlags, `--use-file-for-fake-audio-capture=${voice}`],
  })
  const context = await browser.newContext({
    viewport,
    ignoreHTTPSErrors: true,
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
    ...(viewport === PHONE ? { hasTouch: true, isMobile: true, deviceScaleFactor: 1 } : {}),
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return { browser, context, page, faults }
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
