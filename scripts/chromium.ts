import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Finding or installing a browser may take this long before the next way is tried, in milliseconds. */
const INSTALL_LIMIT = 300_000

function run(command: string, ...args: readonly string[]): boolean {
  const result = spawnSync(command, args, { stdio: 'inherit', timeout: INSTALL_LIMIT })
  return result.status === 0
}

function found(): { path: string; from: string } | undefined {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, and nothing is there.`)
    return { path: chosen, from: 'CHROMIUM_PATH' }
  }
  const system = installed.find((path) => existsSync(path))
  if (system !== undefined) return { path: system, from: 'the system' }
  const own = chromium.executablePath()
  return existsSync(own) ? { path: own, from: 'Playwright' } : undefined
}

/** The Chromium that tests use: one that is there, else Playwright's own, else the distribution's package. Says which. */
export function findChromium(say: (line: string) => void = () => {}): string {
  const first = found()
  if (first !== undefined) {
    say(`Chromium: ${first.path} (from ${first.from})`)
    return first.path
  }
  say('Chromium: none is installed; asking Playwright for its own')
  run(process.execPath, 'node_modules/playwright-core/cli.js', 'install', '--with-deps', 'chromium')
  if (found() === undefined) {
    say("Chromium: Playwright's own cannot be had here; asking the distribution for its package")
    const root = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const apt = (...args: readonly string[]): boolean => {
      const [command, ...rest] = [...root, 'apt-get', ...args]
      return command !== undefined && run(command, ...rest)
    }
    if (apt('update', '-qq')) apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  }
  const second = found()
  if (second === undefined) {
    throw new Error('No Chromium could be found or installed. Install one and name it in CHROMIUM_PATH.')
  }
  say(`Chromium: ${second.path} (from ${second.from}, just installed)`)
  return second.path
}

/** Flags that every automated browser gets: software rendering, fake camera and microphone, no traffic of its own. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
]
