import { paper } from './canvas.ts'
import {
  paintDesk,
  paintGauge,
  paintMaker,
  paintNameplate,
  paintScreen,
  paintSwitchTags,
  paintTags,
} from './paint-machine.ts'
import {
  type Paint,
  SAND,
  paintBinders,
  paintCartonLabel,
  paintCaution,
  paintElectric,
  paintManual,
  paintMeter,
  paintPlain,
  paintPoster,
  paintRuler,
  paintVent,
  paintWhiteboard,
  stripes,
} from './paint-prints.ts'
import { randomFor } from './random.ts'

interface LabelArt {
  /** Pixels on the sheet. */
  readonly width: number
  readonly height: number
  readonly paint: Paint
}

/** Everything printed in the room. Sizes follow how near one comes to it. */
const LABEL_ART = {
  desk: { width: 1060, height: 400, paint: paintDesk },
  pressure: { width: 200, height: 200, paint: paintGauge('bar', 'PRESSURE', 0, 250, 0.62) },
  temperature: { width: 200, height: 200, paint: paintGauge('\u00b0C', 'OIL TEMP', 0, 120, 0.41) },
  flow: { width: 200, height: 200, paint: paintGauge('l/min', 'FLOW', 0, 60, 0.78) },
  screen: { width: 360, height: 254, paint: paintScreen },
  gaugeTags: { width: 640, height: 50, paint: paintTags },
  switchTags: { width: 340, height: 36, paint: paintSwitchTags },
  maker: { width: 400, height: 84, paint: paintMaker },
  nameplate: { width: 264, height: 120, paint: paintNameplate },
  caution: { width: 260, height: 208, paint: paintCaution },
  vent: { width: 288, height: 160, paint: paintVent },
  stripes: { width: 864, height: 24, paint: (ctx, w, h) => stripes(ctx, w, h, '#43474a', SAND) },
  keepClear: { width: 870, height: 46, paint: (ctx, w, h) => stripes(ctx, w, h, '#56595a', '#c9c2ae') },
  junction: { width: 112, height: 112, paint: paintPlain('J 14', 0.34) },
  poster: { width: 340, height: 446, paint: paintPoster },
  whiteboard: { width: 576, height: 376, paint: paintWhiteboard },
  electric: { width: 128, height: 128, paint: paintElectric },
  manual: { width: 210, height: 290, paint: paintManual },
  ruler: { width: 960, height: 24, paint: paintRuler },
  tag: { width: 192, height: 96, paint: paintPlain('TOOLS 3', 0.4) },
  meter: { width: 128, height: 248, paint: paintMeter },
  cartonLabel: { width: 240, height: 144, paint: paintCartonLabel },
  binders: { width: 360, height: 202, paint: paintBinders },
} satisfies Readonly<Record<string, LabelArt>>

export type LabelName = keyof typeof LABEL_ART

/** Where one print lies on the sheet, 0 to 1, v up as textures have it. */
export interface SheetRegion {
  readonly u0: number
  readonly v0: number
  readonly u1: number
  readonly v1: number
}

const SHEET = 1536
/** Empty pixels around a print, so that far away its neighbour does not bleed in. */
const MARGIN = 8

/** Paints all prints on one sheet, row by row, tallest first: one texture and one draw call for all of them. */
export function paintLabelSheet(): {
  readonly canvas: HTMLCanvasElement
  readonly regions: ReadonlyMap<string, SheetRegion>
} {
  const { canvas, ctx } = paper(SHEET, SHEET)
  const regions = new Map<string, SheetRegion>()
  const arts: readonly (readonly [string, LabelArt])[] = Object.entries(LABEL_ART)
  let [x, y, rowHeight] = [MARGIN, MARGIN, 0]
  for (const [name, art] of arts.toSorted((a, b) => b[1].height - a[1].height)) {
    if (x + art.width + MARGIN > SHEET) [x, y, rowHeight] = [MARGIN, y + rowHeight + MARGIN, 0]
    if (y + art.height > SHEET) throw new Error(`The sheet of prints is full at "${name}"`)
    ctx.save()
    ctx.translate(x, y)
    ctx.beginPath()
    ctx.rect(0, 0, art.width, art.height)
    ctx.clip()
    art.paint(ctx, art.width, art.height, randomFor(name))
    ctx.restore()
    regions.set(name, {
      u0: x / SHEET,
      v0: 1 - (y + art.height) / SHEET,
      u1: (x + art.width) / SHEET,
      v1: 1 - y / SHEET,
    })
    x += art.width + MARGIN
    rowHeight = Math.max(rowHeight, art.height)
  }
  return { canvas, regions }
}
