import { readdirSync, readFileSync, statSync } from 'node:fs'
import { Box3 } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { describe, expect, it } from 'vitest'
import { GalleryIndex, modelPath, thumbnailPath } from '#domain/media.ts'

const index = GalleryIndex.parse(JSON.parse(readFileSync('models/index.json', 'utf8')))

describe('starter gallery', () => {
  it('lists exactly the models in the folder', () => {
    const files = readdirSync('models').filter((name) => name.endsWith('.glb'))
    expect(index.map(({ id }) => `${id}.glb`).sort()).toEqual(files.sort())
    expect(index.length).toBeGreaterThanOrEqual(8)
  })

  it.each(index)(
    '$id: small, of the size it says, standing on its origin, and with a picture',
    async (model) => {
      const file = `.${modelPath(model.id)}`
      expect(statSync(file).size).toBe(model.bytes)
      expect(model.bytes).toBeLessThanOrEqual(60_000)
      expect(statSync(`.${thumbnailPath(model.id)}`).size).toBeGreaterThan(1000)
      const bytes = new Uint8Array(readFileSync(file))
      const { scene } = await new GLTFLoader().parseAsync(bytes.buffer, '')
      const { min, max } = new Box3().setFromObject(scene)
      expect(min.y).toBeCloseTo(0, 3)
      expect(max.y).toBeCloseTo(model.size[1], 3)
      expect(2 * Math.max(max.x, -min.x)).toBeCloseTo(model.size[0], 3)
      expect(2 * Math.max(max.z, -min.z)).toBeCloseTo(model.size[2], 3)
    },
  )
})
