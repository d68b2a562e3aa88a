import { DataArrayTexture, LinearFilter, LinearMipmapLinearFilter, RGBAFormat, UnsignedByteType } from 'three'
import { type LabelLook, lookKey } from './label-look.ts'
import type { LabelLayout } from './label-layout.ts'
import { layoutOn, paintLabel } from './paint-label.ts'
import { createShelves, type Shelves } from './shelves.ts'

/** Size of one layer of the atlas: two megabytes, which are uploaded when a label is added to it. */
const LAYER_WIDTH = 1024
const LAYER_HEIGHT = 512

/** Layers at most: 64 MB, what a phone can spare. */
const MOST_LAYERS = 32

/**
 * Texels for one label pixel, by how much of the atlas is in use: few labels are painted for sharp screens, and the more there are, the
 * smaller each one. When even the last does not fit, all are painted again at a share of it.
 */
const SCALES = [
  { upTo: 0.25, scale: 1.5 },
  { upTo: 0.6, scale: 1 },
  { upTo: 0.85, scale: 0.5 },
  { upTo: 1, scale: 0.25 },
] as const
const SHRINK = 0.6

/** Where a label lies in the atlas: layer, rectangle in texels from its upper left corner, texels for one label pixel. */
interface LabelPlace {
  readonly layer: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly scale: number
  readonly layout: LabelLayout
}

/**
 * Labels painted side by side into the layers of one array texture, so that all of them draw at once. The same text in the same look is
 * painted once. What is no longer needed makes room.
 */
export interface LabelAtlas {
  /** Replaced when more layers were needed; undefined before the first label. */
  readonly texture: DataArrayTexture | undefined
  readonly width: number
  readonly height: number
  /** Counts how often every label moved to another place: places taken before are then to be asked for again. */
  readonly generation: number
  take(look: LabelLook): void
  /** Undefined for what was not taken. */
  placeOf(look: LabelLook): LabelPlace | undefined
  release(look: LabelLook): void
  dispose(): void
}

interface Kept {
  readonly look: LabelLook
  place: LabelPlace | undefined
  uses: number
}

export function createLabelAtlas(): LabelAtlas {
  const kept = new Map<string, Kept>()
  const shelves: Shelves = createShelves(LAYER_WIDTH, LAYER_HEIGHT, MOST_LAYERS)
  let shrunk = 1
  let generation = 0
  let texture: DataArrayTexture | undefined
  let context: CanvasRenderingContext2D | undefined

  function paper(): CanvasRenderingContext2D {
    if (context !== undefined) return context
    const canvas = document.createElement('canvas')
    canvas.width = LAYER_WIDTH
    canvas.height = LAYER_HEIGHT
    // Read back after every label, so it is kept out of the graphics memory.
    const made = canvas.getContext('2d', { willReadFrequently: true })
    if (made === null) throw new Error('This browser has no 2D canvas')
    context = made
    return made
  }

  /** The texture with at least as many layers as are in use; a larger one takes the old one's pixels along. */
  function pixels(): { texture: DataArrayTexture; data: Uint8Array } {
    const size = LAYER_WIDTH * LAYER_HEIGHT * 4
    const old = texture?.image.data
    if (texture !== undefined && old instanceof Uint8Array && old.length >= shelves.layers * size) {
      return { texture, data: old }
    }
    const depth = 2 ** Math.ceil(Math.log2(Math.max(shelves.layers, 2)))
    const data = new Uint8Array(depth * size)
    if (old instanceof Uint8Array) data.set(old)
    texture?.dispose()
    texture = new DataArrayTexture(data, LAYER_WIDTH, LAYER_HEIGHT, depth)
    texture.format = RGBAFormat
    texture.type = UnsignedByteType
    texture.magFilter = LinearFilter
    texture.minFilter = LinearMipmapLinearFilter
    texture.generateMipmaps = true
    // Only layers that are named are uploaded, of a new texture too.
    for (let layer = 0; layer < shelves.layers; layer++) texture.addLayerUpdate(layer)
    return { texture, data }
  }

  /** Undefined when there is no room at that scale. */
  function paint(look: LabelLook, scale: number): LabelPlace | undefined {
    const canvas = paper()
    const layout = layoutOn(canvas, look)
    // No label is as large as a layer, whatever the fonts.
    const fits = Math.min(scale, LAYER_WIDTH / layout.width, LAYER_HEIGHT / layout.height)
    const width = Math.min(LAYER_WIDTH, Math.ceil(layout.width * fits))
    const height = Math.min(LAYER_HEIGHT, Math.ceil(layout.height * fits))
    const found = shelves.take(width, height)
    if (found === undefined) return undefined
    canvas.clearRect(0, 0, width, height)
    canvas.save()
    canvas.scale(fits, fits)
    paintLabel(canvas, look, layout)
    canvas.restore()
    const painted = canvas.getImageData(0, 0, width, height).data
    const target = pixels()
    for (let row = 0; row < height; row++) {
      const to = ((found.layer * LAYER_HEIGHT + found.y + row) * LAYER_WIDTH + found.x) * 4
      target.data.set(painted.subarray(row * width * 4, (row + 1) * width * 4), to)
    }
    target.texture.addLayerUpdate(found.layer)
    target.texture.needsUpdate = true
    return { layer: found.layer, x: found.x, y: found.y, width, height, scale: fits, layout }
  }

  function scaleNow(): number {
    return (SCALES.find(({ upTo }) => shelves.share < upTo)?.scale ?? SCALES[3].scale) * shrunk
  }

  /** Everything again, smaller, until it fits: rare, and better than a mark without its words. */
  function paintAll(): void {
    generation++
    for (;;) {
      shrunk *= SHRINK
      shelves.clear()
      let didFit = true
      for (const one of kept.values()) {
        const place = paint(one.look, scaleNow())
        one.place = place
        didFit &&= place !== undefined
      }
      if (didFit) return
    }
  }

  return {
    get texture() {
      return texture
    },
    width: LAYER_WIDTH,
    height: LAYER_HEIGHT,
    get generation() {
      return generation
    },
    take(look) {
      const key = lookKey(look)
      const known = kept.get(key)
      if (known !== undefined) {
        known.uses++
        return
      }
      const place = paint(look, scaleNow())
      kept.set(key, { look, place, uses: 1 })
      if (place === undefined) paintAll()
    },
    placeOf: (look) => kept.get(lookKey(look))?.place,
    release(look) {
      const key = lookKey(look)
      const known = kept.get(key)
      if (known === undefined || --known.uses > 0) return
      kept.delete(key)
      if (known.place !== undefined) shelves.release(known.place.layer)
      if (kept.size === 0) shrunk = 1
    },
    dispose() {
      texture?.dispose()
    },
  }
}
