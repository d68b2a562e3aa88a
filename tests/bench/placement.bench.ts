import { cpus, loadavg } from 'node:os'
import { targets } from '#ar/simulator/room/targets.ts'
import type { Bench, Figure } from '../../scripts/bench.ts'
import type { Click, Clicks } from './placement/expert.ts'
import { isWhole, mean, median, type Miss, missOf, offPixel, quantile } from './placement/judge.ts'
import { type Lab, openLab } from './placement/lab.ts'
import type { Answer } from './placement/technician.ts'

/** Degrees a second that the phone turns. */
const SPEEDS = [0, 15, 30, 60] as const
/** Milliseconds added to each packet's way, in each direction: picture, poses, click and answer. */
const DELAYS = [0, 100, 250, 500] as const
/** Clicks in each cell: enough for a 95th percentile that is not the worst one. */
const CLICKS = 24
/** Fewer clicks than this in a cell say little. */
const FEW_CLICKS = 15
/** A cell is given up after this long, in milliseconds. */
const CELL_LIMIT = 40_000
/** A click that was not answered after this long is lost, in milliseconds. */
const ANSWER_LIMIT = 15_000
/** The picture needs this long to flow evenly after its delay or the phone's movement changed, in milliseconds. */
const SETTLE = 1500
/** Marks stand nearer than this to what was clicked, at the median: pixels at 720p. */
const AIM = 4

/** One click with what came of it. */
interface Sample {
  readonly miss: Miss
  readonly newest: Miss
  /** How far the clicked pixel is from the thing's true place in that frame, and the mark from the clicked pixel. */
  readonly pointing: number
  readonly resolving: number
  readonly age: number
  readonly quality: string
}

interface Cell {
  readonly speed: number
  readonly delay: number
  readonly samples: readonly Sample[]
  readonly framesPerSecond: number
  readonly readableShare: number
  /** Clicks without an answer, and tries for which the live view could not tell the frame. */
  readonly lost: number
  readonly refused: number
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function sampleOf({ point, target: name }: Click, answer: Answer): Sample | 'lost' | 'hidden' {
  const { camera, seen, newest, age, quality } = answer
  const target = targets.find((one) => one.name === name)
  if (target === undefined || camera === undefined || seen === undefined || newest === undefined)
    return 'lost'
  if (!isWhole(target, camera.pose.position)) return 'hidden'
  return {
    miss: missOf(seen, target.position, camera),
    newest: missOf(newest, target.position, camera),
    pointing: offPixel(target.position, point, camera),
    resolving: offPixel(seen, point, camera),
    age,
    quality: quality ?? '',
  }
}

function cellOf(speed: number, delay: number, { clicks, refused }: Clicks, answers: readonly Answer[]): Cell {
  const judged = clicks.map((click) => {
    const answer = answers.find(({ markId }) => markId === click.markId)
    return answer === undefined ? 'lost' : sampleOf(click, answer)
  })
  return {
    speed,
    delay,
    samples: judged.filter((sample) => typeof sample !== 'string'),
    framesPerSecond: mean(clicks.map((click) => click.framesPerSecond)),
    readableShare: mean(clicks.map((click) => click.readableShare)),
    lost: judged.filter((sample) => sample === 'lost').length,
    refused,
  }
}

async function measure({ technician, expert, setDelay }: Lab, speed: number, delay: number): Promise<Cell> {
  setDelay(delay)
  await technician.evaluate((degrees) => window.technician?.sweep(degrees), speed)
  await pause(SETTLE + 2 * delay)
  const made = await expert.evaluate(([count, limit]) => window.expert?.click(count, limit), [
    CLICKS,
    CELL_LIMIT,
  ] as const)
  // Whoever was not answered by then is counted as lost.
  await expert
    .waitForFunction(() => window.expert?.isIdle(), undefined, { timeout: ANSWER_LIMIT, polling: 100 })
    .catch(() => undefined)
  const answers = await technician.evaluate(() => window.technician?.takeAnswers())
  if (made === undefined || answers === undefined) throw new Error('A page of the bench is gone')
  return cellOf(speed, delay, made, answers)
}

const columns: readonly (readonly [title: string, value: (cell: Cell) => string])[] = [
  ['deg/s', ({ speed }) => `${speed}`],
  ['delay ms', ({ delay }) => `${delay}`],
  ['clicks', ({ samples }) => `${samples.length}`],
  ['median px', ({ samples }) => median(samples.map(({ miss }) => miss.pixels)).toFixed(2)],
  [
    'p95 px',
    ({ samples }) =>
      quantile(
        samples.map(({ miss }) => miss.pixels),
        0.95,
      ).toFixed(2),
  ],
  ['median cm', ({ samples }) => median(samples.map(({ miss }) => miss.centimetres)).toFixed(2)],
  [
    'p95 cm',
    ({ samples }) =>
      quantile(
        samples.map(({ miss }) => miss.centimetres),
        0.95,
      ).toFixed(2),
  ],
  ['newest px', ({ samples }) => median(samples.map(({ newest }) => newest.pixels)).toFixed(1)],
  ['newest cm', ({ samples }) => median(samples.map(({ newest }) => newest.centimetres)).toFixed(1)],
  ['aiming px', ({ samples }) => median(samples.map(({ pointing }) => pointing)).toFixed(2)],
  ['resolving px', ({ samples }) => median(samples.map(({ resolving }) => resolving)).toFixed(3)],
  ['age ms', ({ samples }) => median(samples.map(({ age }) => age)).toFixed(0)],
  ['fps', ({ framesPerSecond }) => framesPerSecond.toFixed(1)],
  ['readable', ({ readableShare }) => `${(readableShare * 100).toFixed(0)} %`],
  ['lost', ({ lost }) => `${lost}`],
  ['refused', ({ refused }) => `${refused}`],
]

const row = (texts: readonly string[]): string =>
  texts.map((text, i) => text.padStart(columns[i]?.[0].length ?? 0)).join('  ')

function figuresOf(cell: Cell): readonly Figure[] {
  const name = `${cell.speed} deg/s, ${cell.delay} ms:`
  const better = 'lower'
  const px = cell.samples.map(({ miss }) => miss.pixels)
  const cm = cell.samples.map(({ miss }) => miss.centimetres)
  return [
    { name: `${name} median`, value: median(px), unit: 'px', better, aim: AIM },
    { name: `${name} p95`, value: quantile(px, 0.95), unit: 'px', better },
    { name: `${name} median at 1.5 m`, value: median(cm), unit: 'cm', better },
    {
      name: `${name} newest pose instead, median`,
      value: median(cell.samples.map(({ newest }) => newest.pixels)),
      unit: 'px',
      better,
    },
  ]
}

const explanation = `
Each click is made on the middle of a coloured disc as the expert's live picture shows it at that moment, and travels back to the
phone. The error is the distance between the mark that the phone puts and the disc's true place in the room: in pixels of the clicked
frame with its long edge at 1280 (720p), and in cm in the room, scaled to a distance of 1.5 m. It holds everything: encoding, finding
the frame, the whole pixels of a mouse (half a pixel of the live canvas is 0.5 px here), pose, depth, anchoring.
"newest": the same click by the pose of the newest frame instead of the seen one. "aiming": clicked pixel to the disc's true place in
that frame. "resolving": mark to clicked pixel. "age": how old the clicked frame is when its click is resolved: twice the delay, and
what this machine takes to draw, encode and show a frame without a graphics card. "fps": frames the expert saw a second. "lost": clicks
without an answer; "refused": clicks that the live view did not take, since it could not tell the frame.
The delay is added to every packet in both directions. The phone's picture is 640 x 360, which the live canvas shows at 1280 x 720.
`

/** How far from the clicked thing marks stand while the phone turns and the network is slow. */
export const bench: Bench = {
  async run(say) {
    say(`${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`)
    const lab = await openLab(say)
    try {
      say(explanation)
      say(row(columns.map(([title]) => title)))
      const cells: Cell[] = []
      for (const delay of DELAYS) {
        for (const speed of SPEEDS) {
          const cell = await measure(lab, speed, delay)
          cells.push(cell)
          say(row(columns.map(([, value]) => value(cell))))
        }
      }
      const qualities = cells.flatMap(({ samples }) => samples.map(({ quality }) => quality))
      const kinds = [...new Set(qualities)].map(
        (kind) => `${qualities.filter((one) => one === kind).length} by ${kind}`,
      )
      say(`\nPlaces were found: ${kinds.join(', ')}. Load now ${loadavg()[0]?.toFixed(1)}.`)
      const poor = cells.filter(({ samples }) => samples.length < FEW_CLICKS)
      for (const { speed, delay } of poor) say(`Fewer than ${FEW_CLICKS} clicks: ${speed} deg/s, ${delay} ms`)
      const framesPerSecond = mean(cells.map((cell) => cell.framesPerSecond))
      return [
        ...cells.flatMap(figuresOf),
        { name: 'frames shown', value: framesPerSecond, unit: 'fps', better: 'higher' },
        {
          name: 'clicks lost',
          value: cells.reduce((sum, { lost }) => sum + lost, 0),
          unit: '',
          better: 'lower',
        },
      ]
    } finally {
      await lab.close()
    }
  },
}
