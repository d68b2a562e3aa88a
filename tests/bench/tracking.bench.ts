import { createImageTracker } from '#ar/image-tracking/create-image-tracker.ts'
import { createGrey, resample } from '#ar/image-tracking/grey-image.ts'
import { identity3, multiply3 } from '#ar/image-tracking/matrix3.ts'
import { createRandom } from '#ar/image-tracking/random.ts'
import type { Bench, Figure } from '../../scripts/bench.ts'
import { createFilm, HEIGHT, homographyOf, WIDTH } from './tracking/camera.ts'
import { compare, quantile, type Sample, truthOf, type Verdict, verdictOf } from './tracking/judge.ts'
import { type Scene, scenes } from './tracking/scenes.ts'
import { FRAMES_PER_SECOND, type Walk, walks } from './tracking/walks.ts'

/** The tracker's pictures are this much smaller than the camera's, as in the product: long edge 480. */
const SHRINK = 0.75
/** Another one paints other surfaces: `SEED=21 ONLY=grille,blur npm run bench -- tracking` walks over some of them. */
const SEED = Number(process.env['SEED'] ?? 7)

function walk(scene: Scene, surface: ReturnType<Scene['paint']>, { seconds, at }: Walk): readonly Sample[] {
  const film = createFilm(surface, createRandom(SEED))
  const small = createGrey(WIDTH * SHRINK, HEIGHT * SHRINK)
  const tracker = createImageTracker({ width: small.width, height: small.height })
  resample(film.shoot({}, {}), small)
  if (!tracker.setKeyframe(scene.name, small)) throw new Error(`${scene.name} has too little to see`)
  const surfaceToKey = homographyOf({})
  const grow = Float64Array.of(1 / SHRINK, 0, 0, 0, 1 / SHRINK, 0, 0, 0, 1)
  const shrink = Float64Array.of(SHRINK, 0, 0, 0, SHRINK, 0, 0, 0, 1)
  const claim = identity3()
  return Array.from({ length: Math.round(seconds * FRAMES_PER_SECOND) }, (_, frame) => {
    const second = (frame + 1) / FRAMES_PER_SECOND
    const view = at(second)
    resample(film.shoot(at(second - 1 / FRAMES_PER_SECOND), view), small)
    // Processor time: on a busy machine the clock measures the others.
    const start = process.cpuUsage()
    const [result] = tracker.track(small)
    if (result === undefined) throw new Error('nothing is followed')
    const { status, homography } = result
    const { user, system } = process.cpuUsage(start)
    const milliseconds = (user + system) / 1000
    multiply3(claim, grow, homography)
    multiply3(claim, claim, shrink)
    const truth = truthOf(surfaceToKey, homographyOf(view))
    return { second, status, milliseconds, ...compare(truth, status === 'lost' ? undefined : claim) }
  })
}

const cell = (value: number, width: number, digits = 2): string =>
  (Number.isNaN(value) ? '-' : value.toFixed(digits)).padStart(width)

function line(name: string, { median, p95, worst, tracked, gaps, ms }: Verdict): string {
  const longest = gaps.length === 0 ? 0 : Math.max(...gaps)
  return `${name.padEnd(34)}${cell(median, 8)}${cell(p95, 8)}${cell(worst, 8)}${cell(tracked, 9, 1)}${cell(longest, 9)}${cell(quantile(ms, 0.5), 8, 1)}${cell(quantile(ms, 0.95), 8, 1)}`
}

const HEAD = `${'error in px at 640 x 480'.padEnd(34)}${'median'.padStart(8)}${'p95'.padStart(8)}${'worst'.padStart(8)}${'shown %'.padStart(9)}${'gap s'.padStart(9)}${'ms p50'.padStart(8)}${'p95'.padStart(8)}`

export const bench: Bench = {
  async run(say) {
    const only = process.env['ONLY']?.split(',')
    const all: Sample[] = []
    const gaps: number[] = []
    const returns: number[] = []
    say(HEAD)
    for (const scene of scenes) {
      const surface = scene.paint(SEED)
      const ofScene: Sample[] = []
      const sceneGaps: number[] = []
      for (const one of walks) {
        if (only && !only.some((w) => `${scene.name}/${one.name}`.includes(w))) continue
        const samples = walk(scene, surface, one)
        const verdict = verdictOf(samples, FRAMES_PER_SECOND)
        say(line(`${scene.name}, ${one.name}`, verdict))
        ofScene.push(...samples)
        sceneGaps.push(...verdict.gaps)
        if (one.name === 'leave and return') returns.push(...verdict.gaps)
      }
      say(line(`${scene.name}, all`, { ...verdictOf(ofScene, FRAMES_PER_SECOND), gaps: sceneGaps }))
      all.push(...ofScene)
      gaps.push(...sceneGaps)
    }
    const { median, p95, worst, tracked, ms } = verdictOf(all, FRAMES_PER_SECOND)
    const figures: Figure[] = [
      { name: 'error, median', value: median, unit: 'px', better: 'lower', aim: 3 },
      { name: 'error, p95', value: p95, unit: 'px', better: 'lower' },
      { name: 'error, worst shown', value: worst, unit: 'px', better: 'lower', aim: 20 },
      { name: 'frames tracked', value: tracked, unit: '%', better: 'higher' },
      {
        name: 'reacquired after leaving',
        value: Math.max(0, ...returns),
        unit: 's',
        better: 'lower',
        aim: 0.5,
      },
      { name: 'reacquired, median', value: quantile(gaps, 0.5), unit: 's', better: 'lower', aim: 0.5 },
      { name: 'reacquired, longest', value: Math.max(0, ...gaps), unit: 's', better: 'lower', aim: 0.5 },
      { name: 'time per frame, p50', value: quantile(ms, 0.5), unit: 'ms', better: 'lower' },
      { name: 'time per frame, p95', value: quantile(ms, 0.95), unit: 'ms', better: 'lower' },
    ]
    return figures
  },
}
