import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import { chromiumFlags, findChromium } from '../chromium.ts'

/** Width and height of a picture in pixels. */
const SIDE = 256

const portrait = new URL('../../src/ar/models/portrait.ts', import.meta.url)
const library = new URL('../../src/ar/models/create-model-library.ts', import.meta.url)

/** Draws every model in a real browser, with the product's own code, and writes `<id>.webp` next to it. */
export async function writeThumbnails(folder: string, ids: readonly string[]): Promise<void> {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    resolve: { dedupe: ['three'] },
    server: { port: 0, hmr: false, watch: null },
    plugins: [
      {
        name: 'one-empty-page',
        configureServer({ middlewares }) {
          middlewares.use('/pictures', (_request, response) => {
            response.setHeader('content-type', 'text/html').end('<!doctype html><title>Pictures</title>')
          })
        },
      },
    ],
  })
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] })
  try {
    await server.listen()
    const page = await browser.newPage()
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}pictures`)
    for (const id of ids) {
      const address: unknown = await page.evaluate(script(id))
      if (typeof address !== 'string' || !address.startsWith('data:image/webp;base64,')) {
        throw new Error(`No picture of ${id}: ${String(address)}`)
      }
      await writeFile(`${folder}/${id}.webp`, Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'))
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Runs in the page; text, since this program knows Node and no DOM. */
function script(id: string): string {
  return `(async () => {
    const { drawPortrait } = await import('/@fs${fileURLToPath(portrait)}')
    const { createModelLibrary } = await import('/@fs${fileURLToPath(library)}')
    const model = await createModelLibrary().instantiate('${id}')
    if (!model.ok) return model.problem.sentence
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = ${SIDE}
    drawPortrait(canvas, model.value)
    return canvas.toDataURL('image/webp', 0.9)
  })()`
}
