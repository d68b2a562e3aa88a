import { createServer } from 'node:http'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { createServer as createVite } from 'vite'
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts'

const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Scene</title><link rel="icon" href="data:,">
<body><script type="module" src="/tests/bench/scene/page.ts"></script></body></html>`

/** How long the page may take to be ready on a busy machine, in milliseconds. */
const PATIENCE = 120_000

/** A page of a real browser with the bench's own script, and a way to ask that browser about its memory. */
export interface ScenePage {
  readonly page: Page
  readonly inspector: CDPSession
  close(): Promise<void>
}

export async function openScenePage(say: (line: string) => void): Promise<ScenePage> {
  const server = createServer()
  const vite = await createVite({
    cacheDir: 'node_modules/.cache/bench-scene',
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { entries: ['tests/bench/scene/page.ts'] },
  })
  server.on('request', (request, response) => {
    // Isolated pages get a clock of 5 microseconds instead of 100.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    if (request.url !== '/') return vite.middlewares(request, response)
    response.setHeader('content-type', 'text/html').end(HTML)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const browser = await chromium.launch({
    executablePath: findChromium(say),
    headless: true,
    args: [...chromiumFlags],
  })
  const close = async (): Promise<void> => {
    await browser.close()
    server.closeAllConnections()
    server.close()
    await vite.close()
  }
  try {
    if (address === null || typeof address === 'string') throw new Error('The server has no port')
    const page = await browser.newPage({ viewport: { width: 480, height: 320 } })
    page.on('pageerror', (error) => say(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') say(message.text())
    })
    await page.goto(`http://127.0.0.1:${address.port}/`, { timeout: PATIENCE })
    await page.waitForFunction(() => window.sceneBench !== undefined, undefined, { timeout: PATIENCE })
    return { page, inspector: await page.context().newCDPSession(page), close }
  } catch (error) {
    await close()
    throw error
  }
}
