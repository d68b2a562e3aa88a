import { DataArrayTexture, LinearFilter, LinearMipmapLinearFilter, RGBAFormat, UnsignedByteType } from 'three'
import type { MarkColour } from '#domain/mark.ts'
import { type LabelLayout, layoutLabel, paintLabel } from './paint-label.ts'

/** Size of one layer of the atlas: about 35 labels of one line, and two megabytes that are uploaded when one is added. */
const LAYER_WIDTH = 1024
const LAYER_HEIGHT = 512

/** Where a label lies in the atlas: layer, and the rectangle in pixels from its upper left corner. */
interface LabelPlace {
  readonly layer: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly anchorUp: number
}

/**
 * Labels painted side by side into the layers of one array texture, so that all of them draw at once. The same text in the same look is
 * painted once. A layer is used again when none of its labels is needed any more.
 */
export interface LabelAtlas {
  /** Replaced when more layers were needed; undefined before the first label. */
  readonly texture: DataArrayTexture | undefined
  readonly width: number
  readonly height: number
  take(text: string, colour: MarkColour, dashed: boolean): LabelPlace
  release(text: string, colour: MarkColour, dashed: boolean): void
  dispose(): void
}

interface Layer {
  labels: number
  x: number
  y: number
  rowHeight: number
}

export function createLabelAtlas(): LabelAtlas {
  const places = new Map<string, { readonly place: LabelPlace; uses: number }>()
  const layers: Layer[] = []
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

  /** Room for a label, in rows from top to bottom. */
  function room(layout: LabelLayout): { layer: number; x: number; y: number } {
    for (const [index, layer] of layers.entries()) {
      if (layer.labels === 0) Object.assign(layer, { x: 0, y: 0, rowHeight: 0 })
      if (layer.x + layout.width > LAYER_WIDTH) {
        const y = layer.y + layer.rowHeight
        if (y + layout.height > LAYER_HEIGHT) continue
        Object.assign(layer, { x: 0, y, rowHeight: 0 })
      }
      if (layer.y + layout.height > LAYER_HEIGHT) continue
      const found = { layer: index, x: layer.x, y: layer.y }
      layer.x += layout.width
      layer.rowHeight = Math.max(layer.rowHeight, layout.height)
      layer.labels++
      return found
    }
    layers.push({ labels: 0, x: 0, y: 0, rowHeight: 0 })
    return room(layout)
  }

  /** The texture with at least as many layers as are in use; a larger one takes the old one's pixels along. */
  function pixels(): { texture: DataArrayTexture; data: Uint8Array } {
    const size = LAYER_WIDTH * LAYER_HEIGHT * 4
    const old = texture?.image.data
    if (texture !== undefined && old instanceof Uint8Array && old.length >= layers.length * size) {
      return { texture, data: old }
    }
    const depth = 2 ** Math.ceil(Math.log2(Math.max(layers.length, 2)))
    const data = new Uint8Array(depth * size)
    if (old instanceof Uint8Array) data.set(old)
    texture?.dispose()
    texture = new DataArrayTexture(data, LAYER_WIDTH, LAYER_HEIGHT, depth)
    texture.format = RGBAFormat
    texture.type = UnsignedByteType
    texture.magFilter = LinearFilter
    texture.minFilter = LinearMipmapLinearFilter
    texture.generateMipmaps = true
    texture.needsUpdate = true
    return { texture, data }
  }

  return {
    get texture() {
      return texture
    },
    width: LAYER_WIDTH,
    height: LAYER_HEIGHT,
    take(text, colour, dashed) {
      const key = keyOf(text, colour, dashed)
      const known = places.get(key)
      if (known !== undefined) {
        known.uses++
        return known.place
      }
      const canvas = paper()
      const layout = layoutLabel(canvas, text)
      const found = room(layout)
      canvas.clearRect(0, 0, layout.width, layout.height)
      paintLabel(canvas, layout, colour, dashed, 0, 0)
      const painted = canvas.getImageData(0, 0, layout.width, layout.height).data
      const target = pixels()
      for (let row = 0; row < layout.height; row++) {
        const to = ((found.layer * LAYER_HEIGHT + found.y + row) * LAYER_WIDTH + found.x) * 4
        target.data.set(painted.subarray(row * layout.width * 4, (row + 1) * layout.width * 4), to)
      }
      target.texture.addLayerUpdate(found.layer)
      target.texture.needsUpdate = true
      const { width, height, anchorUp } = layout
      const place = { ...found, width, height, anchorUp }
      places.set(key, { place, uses: 1 })
      return place
    },
    release(text, colour, dashed) {
      const key = keyOf(text, colour, dashed)
      const known = places.get(key)
      if (known === undefined || --known.uses > 0) return
      places.delete(key)
      const layer = layers[known.place.layer]
      if (layer !== undefined) layer.labels--
    },
    dispose() {
      texture?.dispose()
    },
  }
}

function keyOf(text: string, colour: MarkColour, dashed: boolean): string {
  return `${colour} ${dashed ? 'dashed' : 'whole'} ${text}`
}
