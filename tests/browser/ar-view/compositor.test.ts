import { describe, expect, it } from 'vitest'
import type { StillMark } from '#domain/mark.ts'
import { emptyScene } from '#domain/scene.ts'
import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { createCompositor } from '#ar/compositor/create-compositor.ts'
import { drawStill } from '#ar/live-view/still-canvas.ts'
import {
  author,
  camera,
  createStage,
  greyPicture,
  HEIGHT,
  isGrey,
  numbered,
  pixelsOf,
  sceneOf,
  space,
  spaceMark,
  where,
  WIDTH,
} from './stage.ts'

const still = numbered(500)

function stillMark(n: number, shape: StillMark['shape'], colour: StillMark['colour'] = 'red'): StillMark {
  return { id: numbered(n), author, colour, at: 0, on: 'still', stillId: still, shape }
}

describe('the picture', () => {
  it.each(['canvas', 'bitmap', 'video frame'])('[PIC1] keeps its sRGB values from a %s', async (kind) => {
    const { compositor } = createStage()
    const ramp = greyPicture(0, 256, 16)
    const context = ramp.getContext('2d')
    for (let grey = 0; grey < 256; grey++) {
      if (context === null) throw new Error('no 2D')
      context.fillStyle = `rgb(${grey} ${grey} ${255 - grey})`
      context.fillRect(grey, 0, 1, 16)
    }
    compositor.setSize(256, 16)
    const source =
      kind === 'canvas'
        ? ramp
        : kind === 'bitmap'
          ? await createImageBitmap(ramp)
          : new VideoFrame(ramp, { timestamp: 0 })
    compositor.setPicture(source, WHOLE_PICTURE)
    if (!(source instanceof HTMLCanvasElement)) source.close()
    compositor.draw(undefined)
    const pixels = pixelsOf(compositor.canvas)
    for (let grey = 0; grey < 256; grey++) {
      const [r, g, b] = pixels.at(grey, 8)
      expect(
        Math.max(Math.abs(r - grey), Math.abs(g - grey), Math.abs(b - (255 - grey))),
      ).toBeLessThanOrEqual(1)
    }
  })

  it('[PIC2] stands upright, and what is cropped away never shines in', () => {
    const { compositor } = createStage()
    const picture = greyPicture(60, 64, 48)
    const context = picture.getContext('2d')
    if (context === null) throw new Error('no 2D')
    context.fillStyle = '#f00'
    context.fillRect(0, 0, 64, 4)
    context.fillStyle = '#fff'
    context.fillRect(0, 40, 64, 8)
    compositor.setPicture(picture, { ...WHOLE_PICTURE, bottom: 40 / 48 })
    compositor.draw(camera)
    const pixels = pixelsOf(compositor.canvas)
    expect(pixels.at(300, 2)).toEqual([255, 0, 0])
    for (let x = 0; x < WIDTH; x += 7) expect(isGrey(pixels.at(x, HEIGHT - 1), 60)).toBe(true)
  })

  it('[PIC3] can be read at any time after it was drawn', async () => {
    const { compositor, draw } = createStage()
    draw(emptyScene, 200)
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    expect(isGrey(pixelsOf(compositor.canvas).at(100, 100), 200)).toBe(true)
    compositor.clearPicture()
    compositor.draw(camera)
    expect(pixelsOf(compositor.canvas).at(100, 100)).toEqual([0, 0, 0])
  })

  it('[PIC4] without a pose shows no mark of the space', () => {
    const { compositor } = createStage()
    compositor.setPicture(greyPicture(128), WHOLE_PICTURE)
    compositor.sync(
      sceneOf(spaceMark(1, { shape: { tool: 'circle', radiusX: 0.1, radiusZ: 0.1 } })),
      { spaceId: space },
      undefined,
    )
    compositor.draw(camera)
    expect(where(pixelsOf(compositor.canvas), (rgb) => !isGrey(rgb, 128)).count).toBeGreaterThan(100)
    compositor.draw(undefined)
    expect(where(pixelsOf(compositor.canvas), (rgb) => !isGrey(rgb, 128)).count).toBe(0)
  })

  it('[PIC5] fails with a sentence where there is no WebGL', () => {
    const { models } = createStage()
    const getContext = HTMLCanvasElement.prototype.getContext
    try {
      HTMLCanvasElement.prototype.getContext = () => null
      const outcome = createCompositor({ canvas: document.createElement('canvas'), models })
      expect(outcome.ok ? '' : outcome.problem.sentence).toMatch(/hardware acceleration/)
    } finally {
      HTMLCanvasElement.prototype.getContext = getContext
    }
  })

  it('[PIC7] the same canvas can be used again by another compositor', () => {
    const { models } = createStage()
    const canvas = document.createElement('canvas')
    for (const grey of [40, 90, 160]) {
      const outcome = createCompositor({ canvas, models })
      if (!outcome.ok) throw new Error(outcome.problem.sentence)
      outcome.value.setSize(WIDTH, HEIGHT)
      outcome.value.setPicture(greyPicture(grey), WHOLE_PICTURE)
      outcome.value.sync(
        sceneOf(spaceMark(1, { shape: { tool: 'text', text: 'Again' } })),
        { spaceId: space },
        undefined,
      )
      outcome.value.draw(camera)
      expect(isGrey(pixelsOf(canvas).at(5, 5), grey)).toBe(true)
      expect(where(pixelsOf(canvas), (rgb) => !isGrey(rgb, grey)).count).toBeGreaterThan(100)
      outcome.value.dispose()
    }
  })

  it('[PIC6] a laser pointer is seen where it points, in space and on a picture, and fades when it goes', async () => {
    const { compositor, draw } = createStage()
    const red = ([r, g, b]: readonly [number, number, number]): boolean => r > 220 && g < 130 && b < 150
    type Spot = ReturnType<typeof where>
    const seen = async (passes: (spot: Spot) => boolean): Promise<Spot> => {
      for (;;) {
        const spot = where(draw(emptyScene), red)
        if (passes(spot)) return spot
        await new Promise(requestAnimationFrame)
      }
    }
    compositor.setPointer(author, { position: [0.3, 0.1, -1], orientation: [0, 0, 0, 1] }, 'red')
    const inSpace = where(draw(emptyScene), red)
    expect(inSpace.x).toBeCloseTo(320 + 0.3 * 386, -1)
    compositor.setPointer(author, { u: 0.25, v: 0.75 }, 'red')
    // Alone, once the one in space has faded.
    const inPicture = await seen(({ right }) => right < 300)
    expect(Math.abs(inPicture.x - 160)).toBeLessThan(1)
    expect(Math.abs(inPicture.y - 270)).toBeLessThan(1)
    compositor.setPointer(author, undefined, 'red')
    expect((await seen(({ count }) => count === 0)).count).toBe(0)
  })
})

describe('marks on a still', () => {
  const shapes: readonly StillMark[] = [
    stillMark(1, { tool: 'circle', centre: { u: 0.25, v: 0.25 }, radiusU: 0.05, radiusV: 0.09 }),
    stillMark(2, {
      tool: 'freehand',
      points: [
        { u: 0.6, v: 0.2 },
        { u: 0.9, v: 0.3 },
      ],
    }),
    stillMark(3, { tool: 'arrow', tip: { u: 0.3, v: 0.8 } }),
    stillMark(6, { tool: 'arrow', tip: { u: 0.5, v: 0.4 }, turn: Math.PI / 2 }),
    stillMark(7, { tool: 'arrow', tip: { u: 0.9, v: 0.2 }, turn: Math.PI }),
    stillMark(5, { tool: 'freehand', points: [{ u: 0.5, v: 0.5 }] }),
    stillMark(4, { tool: 'text', at: { u: 0.7, v: 0.8 }, text: 'Loosen' }),
  ]

  it.each(shapes)('[STILL5] $shape.tool lies at the same place on both sides', (mark) => {
    const { compositor } = createStage()
    compositor.setPicture(greyPicture(128), WHOLE_PICTURE)
    compositor.sync(sceneOf(mark), { spaceId: undefined }, still)
    compositor.draw(undefined)
    const expert = where(pixelsOf(compositor.canvas), (rgb) => !isGrey(rgb, 128))

    const flat = document.createElement('canvas')
    flat.width = WIDTH
    flat.height = HEIGHT
    const context = flat.getContext('2d')
    if (context === null) throw new Error('no 2D')
    drawStill(context, greyPicture(128, 64, 36), [mark])
    const guest = where(pixelsOf(flat), (rgb) => !isGrey(rgb, 128))

    expect(expert.count).toBeGreaterThan(8)
    for (const side of ['left', 'right', 'top', 'bottom'] as const) {
      // An arrow is drawn as a solid there and flat here; its place is what must agree.
      const tolerance = mark.shape.tool === 'arrow' ? 12 : 3
      expect(Math.abs(expert[side] - guest[side])).toBeLessThanOrEqual(tolerance)
    }
  })

  it('[STILL7] an arrow that was turned comes from that side, and lines carry the sign of their colour, without 3D too', () => {
    const drawn = (shape: StillMark['shape'], colour: StillMark['colour'] = 'red') => {
      const flat = document.createElement('canvas')
      flat.width = WIDTH
      flat.height = HEIGHT
      const context = flat.getContext('2d')
      if (context === null) throw new Error('no 2D')
      drawStill(context, greyPicture(128, 64, 36), [{ ...stillMark(1, shape), colour }])
      return pixelsOf(flat)
    }
    const marked = (pixels: ReturnType<typeof pixelsOf>) => where(pixels, (rgb) => !isGrey(rgb, 128))
    const tip = { u: 0.5, v: 0.5 }
    const [plain, turned] = [undefined, Math.PI].map((turn) =>
      marked(drawn({ tool: 'arrow', tip, ...(turn !== undefined && { turn }) })),
    )
    expect(plain?.top).toBeLessThan(180 - 30)
    expect(turned?.top).toBeGreaterThan(180 - 15)
    expect(turned?.bottom).toBeGreaterThan(180 + 30)
    for (const shape of [
      { tool: 'circle', centre: tip, radiusU: 0.1, radiusV: 0.1 },
      { tool: 'freehand', points: [tip, { u: 0.7, v: 0.6 }] },
    ] as const) {
      const copy = shape.tool === 'circle' ? shape : { ...shape, points: [...shape.points] }
      // Without their colours a square and a triangle are still two things.
      const [blue, yellow] = (['blue', 'yellow'] as const).map((colour) => drawn(copy, colour))
      if (blue === undefined || yellow === undefined) throw new Error('two pictures')
      let differs = 0
      for (let y = 0; y < HEIGHT; y++)
        for (let x = 0; x < WIDTH; x++)
          if (isGrey(blue.at(x, y), 128) !== isGrey(yellow.at(x, y), 128)) differs++
      expect(differs).toBeGreaterThan(7)
    }
  })

  it('[STILL6] is not drawn over another still or the live picture', () => {
    const { compositor } = createStage()
    compositor.setPicture(greyPicture(128), WHOLE_PICTURE)
    for (const shown of [numbered(501), undefined]) {
      compositor.sync(sceneOf(...shapes), { spaceId: space }, shown)
      compositor.draw(camera)
      expect(where(pixelsOf(compositor.canvas), (rgb) => !isGrey(rgb, 128)).count).toBe(0)
    }
  })
})
