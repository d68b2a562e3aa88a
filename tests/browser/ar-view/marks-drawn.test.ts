import { DataTexture, FloatType, RedFormat, RGFormat, Scene, UnsignedByteType, WebGLRenderer } from 'three'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Mark, MarkColour, type SpaceMark } from '#domain/mark.ts'
import { createSceneCamera } from '#ar/compositor/scene-camera.ts'
import { turned } from '#ar/live-view/mark-edits.ts'
import { createSceneLayer } from '#ar/marks/create-scene-layer.ts'
import { markColours, type Rgb } from '#ar/marks/colours.ts'
import type { OcclusionDepth } from '#ar/marks/occlusion-depth.ts'
import type { SceneLayer, SceneLayerView } from '#ar/marks/scene-layer.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import {
  author,
  camera,
  HEIGHT,
  numbered,
  type Pixels,
  pixelsOf,
  sceneOf,
  space,
  spaceMark,
  WALL,
  WIDTH,
  where,
} from './stage.ts'

/**
 * A layer alone on black, as the technician's device draws it.
 * @param scale pixels per pixel of the other tests
 */
function createLayerStage(scale = 1): {
  readonly layer: SceneLayer
  arrivals: number
  time: number
  draw(marks: readonly SpaceMark[], view?: Partial<SceneLayerView>): Pixels
} {
  const canvas = document.createElement('canvas')
  const renderer = new WebGLRenderer({ canvas, antialias: false, preserveDrawingBuffer: true })
  renderer.setSize(WIDTH * scale, HEIGHT * scale, false)
  const models = createModelLibrary()
  const state = { arrivals: 0, time: 0 }
  const layer = createSceneLayer({ models, clock: () => state.time, onArrival: () => state.arrivals++ })
  const stage = Object.assign(state, {
    layer,
    draw(marks: readonly SpaceMark[], view: Partial<SceneLayerView> = {}): Pixels {
      layer.sync(sceneOf(...marks), { spaceId: space, ...view })
      layer.update(seen.three, HEIGHT * scale)
      renderer.render(scene, seen.three)
      return pixelsOf(canvas)
    },
  })
  const seen = createSceneCamera()
  seen.set(camera)
  const scene = new Scene()
  scene.add(layer.object)
  onTestFinished(() => {
    layer.dispose()
    models.dispose()
    renderer.dispose()
  })
  return stage
}

const near =
  ([r, g, b]: Rgb, within = 40) =>
  (p: Rgb): boolean =>
    Math.hypot(p[0] - r, p[1] - g, p[2] - b) < within
const isLit = (p: Rgb): boolean => Math.max(...p) > 30
const isWhite = near([255, 255, 255], 60)

/** Pixels that pass within a box around the picture's middle, in pixels from it. */
function share(
  pixels: Pixels,
  passes: (p: Rgb) => boolean,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): number {
  let all = 0
  let found = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      all++
      if (passes(pixels.at(WIDTH / 2 + x, HEIGHT / 2 + y))) found++
    }
  }
  return found / all
}

/** What passes within 24 px of the picture's middle. */
function silhouette(pixels: Pixels, passes: (p: Rgb) => boolean): readonly boolean[] {
  return Array.from({ length: 48 * 48 }, (_, n) =>
    passes(pixels.at(pixels.width / 2 - 24 + (n % 48), pixels.height / 2 - 24 + Math.floor(n / 48))),
  )
}

function differences(one: readonly boolean[], other: readonly boolean[]): number {
  return one.filter((value, n) => value !== other[n]).length
}

/** How many pixels differ clearly. */
function apart(one: Pixels, other: Pixels): number {
  let count = 0
  for (let y = 0; y < one.height; y++)
    for (let x = 0; x < one.width; x++) {
      const [a, b] = [one.at(x, y), other.at(x, y)]
      if (Math.max(...a.map((byte, n) => Math.abs(byte - (b[n] ?? 0)))) > 40) count++
    }
  return count
}

function asSpaceMark(mark: Mark): SpaceMark {
  if (mark.on !== 'space') throw new Error('It stands in the room')
  return mark
}

const wideLine = (more: Partial<SpaceMark> = {}): SpaceMark =>
  spaceMark(1, {
    colour: 'white',
    shape: {
      tool: 'freehand',
      points: [
        [-0.3, 0, 0],
        [0.3, 0, 0],
      ],
    },
    ...more,
  })

/** The same depth everywhere, once as numbers and once as bytes of millimetres. */
function depthOf(metres: number, values: 'number' | 'two-bytes'): OcclusionDepth {
  const size = 8
  const millimetres = Math.round(metres * 1000)
  const texture =
    values === 'number'
      ? new DataTexture(new Float32Array(size * size).fill(metres), size, size, RedFormat, FloatType)
      : new DataTexture(
          new Uint8Array(size * size * 2).map((_, n) => (n % 2 === 0 ? millimetres % 256 : millimetres >> 8)),
          size,
          size,
          RGFormat,
          UnsignedByteType,
        )
  texture.needsUpdate = true
  onTestFinished(() => texture.dispose())
  return { texture, values, metresPerUnit: values === 'number' ? 1 : 0.001, camera }
}

describe('marks as drawn', () => {
  it('[LOOK13] a measure shows its line, and its length above the middle of it', () => {
    const stage = createLayerStage()
    const measure = (...xs: readonly number[]): SpaceMark =>
      spaceMark(1, {
        colour: 'yellow',
        shape: { tool: 'measure', points: xs.map((x) => [x, 0, 0] as const), units: 'metric' },
      })
    const yellow = near(markColours.yellow.rgb)
    const one = stage.draw([measure(-0.2, 0.2)])
    // 40 cm at 1 m are 155 px of this picture: the line reaches its ends and no further.
    expect(where(one, yellow).left).toBeGreaterThan(WIDTH / 2 - 84)
    expect(where(one, yellow).right).toBeLessThan(WIDTH / 2 + 84)
    expect(share(one, yellow, [-74, 74], [0, 1])).toBeGreaterThan(0.99)
    expect(share(one, isWhite, [-30, 40], [-25, -5])).toBeGreaterThan(0.02)
    // The whole is written beyond the last point as soon as there are two segments.
    expect(share(one, isWhite, [90, 160], [-8, 8])).toBe(0)
    expect(share(stage.draw([measure(-0.2, 0, 0.2)]), isWhite, [90, 160], [-8, 8])).toBeGreaterThan(0.02)
  })

  it('[LOOK22] a measure is written in the units of who looks, from the moment when they choose them', () => {
    const stage = createLayerStage()
    const points = [-0.2, 0.2].map((x) => [x, 0, 0] as const)
    const made = spaceMark(1, { shape: { tool: 'measure', points, units: 'metric' } })
    // "1 ft 3 3/4 in" is wider than "40.0 cm".
    const width = (units?: 'metric' | 'imperial'): number => {
      const words = where(stage.draw([made], { units }), isWhite)
      return words.right - words.left
    }
    const metric = width()
    expect(width('imperial')).toBeGreaterThan(metric * 1.3)
    expect(width('metric')).toBe(metric)
  })

  it('[LOOK14] a step is a bright numbered disc, and dark with a green tick once it is done', () => {
    const stage = createLayerStage()
    const step = (isDone: boolean): SpaceMark =>
      spaceMark(1, { colour: 'magenta', shape: { tool: 'step', number: 7, text: 'Open', isDone } })
    const magenta = near(markColours.magenta.rgb)
    const green = near(markColours.green.rgb)
    const open = stage.draw([step(false)])
    const done = stage.draw([step(true)])
    // The disc hangs above its place, its words to the right of it.
    expect(share(open, magenta, [-7, 8], [-22, -8])).toBeGreaterThan(0.5)
    expect(share(open, isWhite, [14, 60], [-22, -8])).toBeGreaterThan(0.08)
    expect(where(open, green).count).toBe(0)
    expect(share(done, magenta, [-7, 8], [-22, -8])).toBeLessThan(0.2)
    expect(where(done, green).count).toBeGreaterThan(20)
    expect(where(done, isWhite).count).toBeLessThan(where(open, isWhite).count)
  })

  it.each(['number', 'two-bytes'] as const)(
    '[LOOK15] what is hidden by a real thing is drawn 25 %% see-through (depth %s)',
    (values) => {
      const stage = createLayerStage()
      const bright = (metres: number | undefined): number => {
        stage.layer.setOcclusion(metres === undefined ? undefined : depthOf(metres, values))
        return stage.draw([wideLine()]).at(WIDTH / 2, HEIGHT / 2)[0]
      }
      expect(bright(undefined)).toBe(255)
      // On its surface, and on one that the sensor sees a little nearer.
      expect(bright(1)).toBe(255)
      expect(bright(0.96)).toBe(255)
      // A soft ramp from 5 to 10 cm.
      expect(bright(0.925)).toBeGreaterThan(110)
      expect(bright(0.925)).toBeLessThan(210)
      expect(bright(0.8)).toBeGreaterThan(58)
      expect(bright(0.8)).toBeLessThan(70)
      // Nothing was measured there.
      expect(bright(0)).toBe(255)
      stage.layer.setOcclusion(depthOf(0.5, values))
      const words = stage.draw([spaceMark(2, { shape: { tool: 'text', text: 'Read me' } })])
      expect(where(words, (p) => Math.min(...p) > 120).count).toBeGreaterThan(40)
      const arrow = stage.draw([spaceMark(3, { shape: { tool: 'arrow', length: 0.2 } })])
      expect(where(arrow, isLit).count).toBeGreaterThan(100)
      expect(where(arrow, ([r]) => r > 120).count).toBe(0)
    },
  )

  it.each([
    { tool: 'arrow', length: 0.12 },
    { tool: 'circle', radiusX: 0.2, radiusZ: 0.1 },
    { tool: 'text', text: 'Here' },
    { tool: 'step', number: 1, isDone: false },
  ] as const)('[LOOK16] a selected $tool has a white ring around it, and only then', (shape) => {
    const stage = createLayerStage()
    const mark = spaceMark(1, { colour: 'blue', shape })
    const plain = stage.draw([mark])
    const selected = stage.draw([mark], { selected: new Set([mark.id]) })
    const [inner, outer] = [where(plain, isLit), where(selected, isWhite)]
    for (const side of ['left', 'top'] as const) expect(outer[side]).toBeLessThan(inner[side])
    for (const side of ['right', 'bottom'] as const) expect(outer[side]).toBeGreaterThan(inner[side])
    const again = where(stage.draw([mark], { selected: new Set() }), isLit)
    expect([again.left, again.right, again.top, again.bottom]).toEqual([
      inner.left,
      inner.right,
      inner.top,
      inner.bottom,
    ])
  })

  it('[LOOK17] with its place in the world lost, everything is about a third as strong', () => {
    const stage = createLayerStage()
    expect(stage.draw([wideLine()], { dimmed: true }).at(WIDTH / 2, HEIGHT / 2)[0]).toBeCloseTo(
      255 * 0.35,
      -1,
    )
    expect(stage.draw([wideLine()]).at(WIDTH / 2, HEIGHT / 2)[0]).toBe(255)
  })

  it('[LOOK18] words are in any script of the device, emoji in their colours, and who holds a mark is named', () => {
    const stage = createLayerStage()
    const label = (text: string): Pixels =>
      stage.draw([spaceMark(1, { colour: 'white', shape: { tool: 'text', text } })])
    const isRed = ([r, g, b]: Rgb): boolean => r > 170 && g < 100 && b < 100
    expect(where(label('Stop'), isRed).count).toBe(0)
    expect(where(label('🛑🛑'), isRed).count).toBeGreaterThan(60)
    // Joined letters are narrower than the same letters kept apart: the script is shaped, not spelled.
    const joined = where(label('ببببب'), isLit)
    const apart = where(label('ب\u200cب\u200cب\u200cب\u200cب'), isLit)
    expect(joined.right - joined.left).toBeLessThan(apart.right - apart.left - 4)
    const line = wideLine({ colour: 'red' })
    expect(where(stage.draw([line]), isWhite).count).toBe(0)
    const named = stage.draw([line], { held: new Map([[line.id, 'Ana']]) })
    expect(where(named, (p) => Math.min(...p) > 120).count).toBeGreaterThan(20)
  })

  it('[LOOK19] a pointer that goes fades, asks to be drawn meanwhile, and is gone', () => {
    const stage = createLayerStage()
    const light = (): number => stage.draw([]).at(WIDTH / 2, HEIGHT / 2)[0]
    const pose = { position: [0, 0, -1], orientation: WALL } as const
    stage.layer.setPointer(author, pose, 'red')
    expect(light()).toBeGreaterThan(230)
    expect(stage.arrivals).toBe(0)
    stage.layer.setPointer(author, undefined, 'red')
    const seen = [0, 200, 400, 600].map((time) => {
      stage.time = time
      return light()
    })
    expect([...seen].sort((a, b) => b - a)).toEqual(seen)
    expect(seen[1]).toBeLessThan(200)
    expect(stage.arrivals).toBe(4)
    stage.time = 800
    expect(light()).toBe(0)
    expect(stage.arrivals).toBe(4)
    stage.layer.setPointer(author, pose, 'red')
    expect(light()).toBeGreaterThan(230)
  })

  it('[LOOK20] a turned arrow comes from another side, its tip and its foot stay', () => {
    const stage = createLayerStage()
    const red = near(markColours.red.rgb, 90)
    const arrow = spaceMark(1, { shape: { tool: 'arrow', length: 0.2 } })
    const seen = [0, Math.PI / 2, Math.PI, -Math.PI / 2].map((radians) =>
      where(stage.draw([asSpaceMark(turned(arrow, radians, 1))]), red),
    )
    const [above, left, below, right] = seen
    // Counter-clockwise: from above, from the left, from below, from the right. The foot's radius is 16 px, the shaft 67.
    expect(above?.top).toBeLessThan(HEIGHT / 2 - 50)
    expect(above?.bottom).toBeLessThan(HEIGHT / 2 + 25)
    expect(left?.left).toBeLessThan(WIDTH / 2 - 50)
    expect(left?.right).toBeLessThan(WIDTH / 2 + 25)
    expect(below?.bottom).toBeGreaterThan(HEIGHT / 2 + 50)
    expect(below?.top).toBeGreaterThan(HEIGHT / 2 - 25)
    expect(right?.right).toBeGreaterThan(WIDTH / 2 + 50)
    expect(right?.left).toBeGreaterThan(WIDTH / 2 - 25)
    // Every press is seen.
    const [once, twice] = [0.26, 0.52].map((radians) => stage.draw([asSpaceMark(turned(arrow, radians, 1))]))
    if (once === undefined || twice === undefined) throw new Error('two pictures')
    expect(apart(once, twice)).toBeGreaterThan(300)
  })

  it.each([
    { tool: 'circle', radiusX: 0.1, radiusZ: 0.1 },
    { tool: 'freehand', points: [[0.1, 0, 0] as const, [0, 0, 0.1] as const, [-0.1, 0, 0] as const] },
  ] as const)('[LOOK21] a $tool has the shape of its colour beside the colour', (shape) => {
    const stage = createLayerStage()
    // Near enough that a sign is 18 px across: what is painted is compared without its colour.
    const pose = { position: [-0.1, 0, -0.4], orientation: WALL } as const
    const mark = (colour: MarkColour): SpaceMark =>
      spaceMark(1, {
        colour,
        pose,
        shape: shape.tool === 'circle' ? shape : { ...shape, points: [...shape.points] },
      })
    const signs = MarkColour.options.map((colour) => {
      const pixels = stage.draw([mark(colour)])
      return silhouette(pixels, near(markColours[colour].rgb, 90))
    })
    for (const [n, sign] of signs.entries())
      for (const other of signs.slice(n + 1)) expect(differences(sign, other)).toBeGreaterThan(7)
  })

  it('[LOOK22] a pointer has the shape of its colour in its middle', () => {
    const stage = createLayerStage(3)
    const signs = MarkColour.options.map((colour) => {
      stage.layer.setPointer(author, { position: [0, 0, -1], orientation: WALL }, colour)
      return silhouette(stage.draw([]), (p) => Math.min(...p) > 200)
    })
    for (const [n, sign] of signs.entries())
      for (const other of signs.slice(n + 1)) expect(differences(sign, other)).toBeGreaterThan(7)
  })

  it('[ATLAS2] far more words than there is room for: all are painted smaller, none is left out', () => {
    const stage = createLayerStage()
    const long = (n: number): SpaceMark =>
      spaceMark(n, {
        pose: { position: [n === 0 ? 0 : 50, 0, -1], orientation: WALL },
        shape: { tool: 'text', text: `${n} ${'words of a long note '.repeat(9)}` },
      })
    const marks = Array.from({ length: 260 }, (_, n) => long(n))
    const whole = where(stage.draw(marks.slice(0, 1)), isLit)
    const crowded = where(stage.draw(marks), isLit)
    expect(Math.abs(crowded.right - whole.right)).toBeLessThan(4)
    expect(crowded.count).toBeGreaterThan(whole.count * 0.7)
    // The last one as well as the first.
    const last = marks.map((mark, n) =>
      n === 259 ? { ...mark, pose: { position: [0, 0, -1] as const, orientation: WALL } } : mark,
    )
    const shown = where(stage.draw(last, { hidden: new Set([numbered(0)]) }), isLit)
    expect(shown.count).toBeGreaterThan(whole.count * 0.5)
  })
})
