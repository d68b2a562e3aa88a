import { cpus, loadavg } from 'node:os'
import { type Browser, chromium } from 'playwright-core'
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts'
import type { Bench, Figure } from '../../scripts/bench.ts'
import type { WayName } from './models/page.ts'
import { openSite, packings } from './models/site.ts'

/** Times each: a median that one hiccup does not move. What takes ten times as long is seen once, so that the whole ends in some minutes. */
const RUNS: Readonly<Record<WayName, number>> = { ours: 3, 'bare GLTFLoader': 3, 'model-viewer': 1 }
/** How long a page may take to be ready on a busy machine, in milliseconds. */
const PATIENCE = 180_000
/** How long one model may take to be seen. Without a graphics card model-viewer now and then shows nothing for minutes: it is not waited for. */
const SEEN_WITHIN = 60_000

const WAYS: readonly WayName[] = ['ours', 'bare GLTFLoader', 'model-viewer']

const explanation = `
From the choice of a model until a frame shows it: fetched from this machine, unpacked, uploaded, drawn. A new browser context for each
time, so that no file and no decoder is in a cache; page, code and WebGL context are there before the choice. The same files, decoders,
canvas size and browser for all, in turns. "ours" is what expert and technician get: limits checked, lights, studio, shadow and a camera
picture behind. "bare GLTFLoader" has two lights and nothing else. "model-viewer" has its own studio, as it comes. Without
a graphics card most of the time of "model-viewer" is the light that metal mirrors, blurred by the processor. The median of three times; of
model-viewer's one.
`

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), ms))

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** One cold time, in milliseconds; undefined when the model was not seen in all that time. */
async function measure(
  browser: Browser,
  url: string,
  way: WayName,
  model: string,
): Promise<number | undefined> {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } })
  try {
    const page = await context.newPage()
    await page.goto(url, { timeout: PATIENCE })
    await page.waitForFunction(() => window.timeModel !== undefined, undefined, { timeout: PATIENCE })
    const timed = page.evaluate(([name, which]) => window.timeModel?.(name, which), [way, model] as const)
    // Closing the context below ends what is waited for in vain.
    timed.catch(() => undefined)
    return await Promise.race([timed, pause(SEEN_WITHIN)])
  } finally {
    await context.close()
  }
}

/** How soon a chosen model is seen, against the bare loader and against model-viewer. */
export const bench: Bench = {
  async run(say) {
    say(`${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`)
    const site = await openSite()
    const browser = await chromium.launch({
      executablePath: findChromium(say),
      headless: true,
      args: [...chromiumFlags],
    })
    try {
      say(explanation)
      // The first pages make the bundler work; nothing of them is counted.
      for (const way of WAYS) await measure(browser, site.url, way, 'plain')
      const figures: Figure[] = []
      for (const model of packings) {
        const times = new Map<WayName, number[]>(WAYS.map((way) => [way, []]))
        for (let run = 0; run < RUNS.ours; run++)
          for (const way of WAYS) {
            if (run >= RUNS[way]) continue
            const milliseconds = await measure(browser, site.url, way, model)
            if (milliseconds === undefined) say(`${model}, ${way}: not seen within ${SEEN_WITHIN / 1000} s`)
            else times.get(way)?.push(milliseconds)
          }
        const kB = Math.round((site.bytes.get(model) ?? 0) / 1000)
        for (const [way, all] of times) {
          say(`${model} (${kB} kB), ${way}: ${all.map((ms) => ms.toFixed(0)).join(', ')} ms`)
          if (all.length > 0)
            figures.push({ name: `${model}: ${way}`, value: median(all), unit: 'ms', better: 'lower' })
        }
      }
      say(`Load now ${loadavg()[0]?.toFixed(1)}.`)
      return figures
    } finally {
      await browser.close()
      await site.close()
    }
  },
}
