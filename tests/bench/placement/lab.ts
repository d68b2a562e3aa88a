import { createServer } from 'node:http'
import { chromium, type Page } from 'playwright-core'
import { createServer as createVite } from 'vite'
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts'
import { openSlowNetwork, type Side } from './slow-network.ts'

/** The phone's screen. Small, so that a software renderer keeps a rate at which a turn is a turn; of the shape of 720p. */
const PHONE = { width: 640, height: 360 }
/** The expert's window shows the picture at 720p, one pixel of the live canvas to one of the screen. */
const DESK = { width: 1280, height: 720 }
/** How long a page may take to be ready on a busy machine, in milliseconds. */
const PATIENCE = 120_000

const page = (script: string, body: string): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Placement</title><link rel="icon" href="data:,">
<style>body{margin:0;overflow:hidden;background:#777}canvas.live{display:block;width:100vw;height:100vh}</style>
<body>${body}<script type="module" src="/tests/bench/placement/${script}.ts"></script></body></html>`

const PAGES: Readonly<Record<string, string>> = {
  '/technician': page('technician', '<button style="position:relative;z-index:1">Start AR</button>'),
  '/expert': page('expert', '<canvas class="live"></canvas>'),
}

/** Two people in two pages of a real browser, connected through a network that can be made slow. */
export interface Lab {
  readonly technician: Page
  readonly expert: Page
  setDelay(milliseconds: number): void
  close(): Promise<void>
}

async function serve(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer()
  const vite = await createVite({
    cacheDir: 'node_modules/.cache/bench-placement',
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: {
      entries: ['tests/bench/placement/technician.ts', 'tests/bench/placement/expert.ts'],
    },
  })
  server.on('request', (request, response) => {
    const html = PAGES[request.url ?? '']
    if (html === undefined) return vite.middlewares(request, response)
    response.setHeader('content-type', 'text/html').end(html)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await vite.close()
    },
  }
}

/** Starts AR on the phone, connects both sides, and waits until the expert sees frames that say which they are. */
async function connect(technician: Page, expert: Page, standIn: (side: Side, sdp: string) => string) {
  const timeout = PATIENCE
  await technician.waitForFunction(() => window.technician !== undefined, undefined, { timeout })
  await technician.getByRole('button', { name: 'Start AR' }).click({ timeout })
  await technician.waitForFunction(() => window.technician?.outcome() !== '', undefined, { timeout })
  const outcome = await technician.evaluate(() => window.technician?.outcome())
  if (outcome !== 'started') throw new Error(outcome)
  await expert.waitForFunction(() => window.expert !== undefined, undefined, { timeout })

  const offer = (await technician.evaluate(() => window.technician?.describe())) ?? ''
  const answer =
    (await expert.evaluate((sdp) => window.expert?.describe(sdp), standIn('technician', offer))) ?? ''
  await technician.evaluate((sdp) => window.technician?.accept(sdp), standIn('expert', answer))
  await technician.waitForFunction(() => window.technician?.isReady(), undefined, { timeout, polling: 500 })
  await expert.waitForFunction(() => window.expert?.isReady(), undefined, { timeout, polling: 500 })
}

export async function openLab(say: (line: string) => void): Promise<Lab> {
  const closers: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const network = await openSlowNetwork()
    closers.push(() => network.close())
    const site = await serve()
    closers.push(() => site.close())
    const browser = await chromium.launch({
      executablePath: findChromium(say),
      headless: true,
      // The slow network stands in for addresses; hidden behind names it could not find them.
      args: [...chromiumFlags, '--disable-features=WebRtcHideLocalIpsWithMdns'],
    })
    closers.push(() => browser.close())
    const open = async (path: string, viewport: { width: number; height: number }): Promise<Page> => {
      const context = await browser.newContext({ viewport })
      const opened = await context.newPage()
      opened.on('pageerror', (error) => say(`${path}: ${error.message}`))
      await opened.goto(`${site.url}${path}`, { timeout: PATIENCE })
      return opened
    }
    const technician = await open('/technician', PHONE)
    const expert = await open('/expert', DESK)
    await connect(technician, expert, network.standInFor)
    return { technician, expert, setDelay: network.setDelay, close }
  } catch (error) {
    await close()
    throw error
  }
}
