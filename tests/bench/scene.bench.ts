import { cpus, loadavg } from 'node:os'
import type { Bench, Figure } from '../../scripts/bench.ts'
import { garbageOf } from './scene/garbage.ts'
import { openScenePage, type ScenePage } from './scene/open-page.ts'
import type { Frames, Way } from './scene/page.ts'

/** Fewer: `COUNTS=10,1000 npm run bench -- scene`. */
const COUNTS = process.env['COUNTS']?.split(',').map(Number) ?? [10, 100, 1000, 5000]
/** One object for each mark is not tried with more: each frame takes too long. */
const MOST_NAIVE = 1000
/** What the product promises for a thousand marks. */
const PROMISED = 1000
const AIM_CALLS = 12
const AIM_MS = 2

/**
 * Frames before anything is counted: the engine compiles what runs often, and only then stops keeping numbers as objects. Frames that are
 * timed, and frames whose garbage is counted. One object for each of a thousand marks takes long for each frame.
 */
const FRAMES = {
  usual: { warmUp: 3000, timed: 200, counted: 600 },
  slow: { warmUp: 60, timed: 30, counted: 30 },
} as const

/** Drawn a second, for saying what garbage there is in a minute. */
const FRAMES_PER_MINUTE = 60 * 60

interface Row {
  readonly way: Way
  readonly count: number
  readonly build: number
  readonly drawCalls: number
  readonly median: number
  readonly p95: number
  /** kB a minute at 60 frames a second. */
  readonly garbage: number
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

async function measure({ page, inspector }: ScenePage, way: Way, count: number): Promise<Row> {
  const { warmUp, timed, counted } = way === 'naive' && count > 100 ? FRAMES.slow : FRAMES.usual
  const build = await page.evaluate(([w, n]) => window.sceneBench?.prepare(w, n), [way, count] as const)
  await page.evaluate((n) => window.sceneBench?.spin(n), warmUp)
  const frames: Frames | undefined = await page.evaluate((n) => window.sceneBench?.frames(n), timed)
  const bytes = await garbageOf(inspector, () => page.evaluate((n) => window.sceneBench?.spin(n), counted))
  await page.evaluate(() => window.sceneBench?.close())
  if (build === undefined || frames === undefined) throw new Error('The page of the bench is gone')
  return {
    way,
    count,
    build,
    drawCalls: frames.drawCalls,
    median: quantile(frames.ms, 0.5),
    p95: quantile(frames.ms, 0.95),
    garbage: ((bytes / counted) * FRAMES_PER_MINUTE) / 1000,
  }
}

const HEAD = `${'marks'.padStart(6)} ${'way'.padEnd(6)} ${'draw calls'.padStart(10)} ${'ms median'.padStart(10)} ${'ms p95'.padStart(8)} ${'garbage kB/min'.padStart(15)} ${'first draw ms'.padStart(14)}`

function lineOf({ count, way, drawCalls, median, p95, garbage, build }: Row): string {
  return `${String(count).padStart(6)} ${way.padEnd(6)} ${String(drawCalls).padStart(10)} ${median.toFixed(3).padStart(10)} ${p95.toFixed(3).padStart(8)} ${garbage.toFixed(0).padStart(15)} ${build.toFixed(0).padStart(14)}`
}

function figuresOf({ count, way, drawCalls, median, p95, garbage, build }: Row): readonly Figure[] {
  const name = `${count} marks, ${way}:`
  const better = 'lower'
  const isPromised = way === 'ours' && count === PROMISED
  return [
    { name: `${name} draw calls`, value: drawCalls, unit: '', better, ...(isPromised && { aim: AIM_CALLS }) },
    { name: `${name} script, median`, value: median, unit: 'ms', better, ...(isPromised && { aim: AIM_MS }) },
    { name: `${name} script, p95`, value: p95, unit: 'ms', better, ...(isPromised && { aim: AIM_MS }) },
    { name: `${name} garbage`, value: garbage, unit: 'kB/min', better },
    { name: `${name} first draw`, value: build, unit: 'ms', better },
  ]
}

const explanation = `
Three of ten marks are strokes of 200 points; the others are arrows, ellipses, texts, steps and measures. The camera moves in every frame.
"ours" is the compositor as the live view uses it: sync and draw for each frame, its draw calls without the camera's picture.
"naive" is one three object with its own geometry and material for each mark (Line2, cone and cylinder, sprite), without outlines.
"empty" is three's renderer with nothing to draw, "three" with as many objects that never change as ours makes draw calls: their
garbage is three's own, and ours beyond it is what marks add.
Script is the time of the page's one thread, garbage what it allocates, counted by the engine's sampling profiler for 60 frames a second.
The graphics side gets every call on a canvas of 160 x 90, but of each call draws one instance and no pixel: without a graphics card the
processor would take seconds for each frame of a thousand marks, and none of that is script. What a graphics card takes is not said here.
"first draw" makes everything, paints all labels and draws once.
`

/** What a frame with many marks costs the page's thread, beside the way that one writes first. */
export const bench: Bench = {
  async run(say) {
    say(`${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`)
    const opened = await openScenePage(say)
    try {
      say(explanation)
      say(HEAD)
      const rows: Row[] = []
      const add = async (way: Way, count: number): Promise<Row> => {
        const row = await measure(opened, way, count)
        rows.push(row)
        say(lineOf(row))
        return row
      }
      await add('empty', 0)
      const three = await add('three', 0)
      for (const count of COUNTS) {
        await add('ours', count)
        if (count <= MOST_NAIVE) await add('naive', count)
      }
      const promised = rows.find(({ way, count }) => way === 'ours' && count === PROMISED)
      const beyond = promised && promised.garbage - three.garbage
      if (beyond !== undefined)
        say(`\nGarbage of ${PROMISED} marks beyond three's own: ${beyond.toFixed(0)} kB a minute.`)
      await opened.page.evaluate((n) => window.sceneBench?.prepare('ours', n), PROMISED)
      const growing = (await opened.page.evaluate(() => window.sceneBench?.grow(200))) ?? []
      const live = quantile(growing, 0.5)
      say(
        `\nA stroke grows among ${PROMISED} marks: ${live.toFixed(2)} ms a frame. Load now ${loadavg()[0]?.toFixed(1)}.`,
      )
      return [
        ...rows.flatMap(figuresOf),
        ...(beyond === undefined
          ? []
          : [
              {
                name: `${PROMISED} marks, ours beyond three: garbage`,
                value: beyond,
                unit: 'kB/min',
                better: 'lower' as const,
              },
            ]),
        {
          name: `a stroke grows among ${PROMISED} marks, median`,
          value: live,
          unit: 'ms',
          better: 'lower',
          aim: AIM_MS,
        },
      ]
    } finally {
      await opened.close()
    }
  },
}
