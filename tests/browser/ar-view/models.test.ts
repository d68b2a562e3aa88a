import { describe, expect, it } from 'vitest'
import { GalleryIndex, modelPath, MODELS_INDEX_PATH } from '#domain/media.ts'
import type { Placement } from '#domain/placement.ts'
import { emptyScene, type SceneState } from '#domain/scene.ts'
import { createModelLibrary } from '#ar/models/create-model-library.ts'
import { WHOLE_PICTURE } from '#ar/compositor/compositor.ts'
import { author, camera, createStage, greyPicture, isGrey, numbered, space, where } from './stage.ts'

const index = [
  { id: 'box', name: 'Box', size: [0.2, 0.3, 0.2], bytes: 1, licence: 'CC0-1.0' },
  { id: 'broken', name: 'Broken', size: [0.2, 0.3, 0.2], bytes: 1, licence: 'CC0-1.0' },
  { id: 'text', name: 'Text', size: [0.2, 0.3, 0.2], bytes: 1, licence: 'CC0-1.0' },
  { id: 'elsewhere', name: 'Elsewhere', size: [0.2, 0.3, 0.2], bytes: 1, licence: 'CC0-1.0' },
]

function placed(modelId: string, n = 1, more: Partial<Placement> = {}): SceneState {
  const pose = { position: [0, -0.15, -1], orientation: [0, 0, 0, 1] } as const
  const placement: Placement = {
    id: numbered(n),
    author,
    at: 0,
    modelId,
    spaceId: space,
    quality: 'depth',
    pose,
    scale: 1,
    ...more,
  }
  return { ...emptyScene, placements: new Map([[placement.id, placement]]) }
}

/** A gallery of the tests' own, at the edge where the network is. */
function galleryOf(
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  more: readonly string[] = [],
) {
  const listed = [
    ...index,
    ...more.map((id) => ({ id, name: id, size: [0.2, 0.3, 0.2], bytes: 1, licence: 'CC0-1.0' })),
  ]
  const asked: string[] = []
  const library = createModelLibrary({
    fetch: (path) => {
      asked.push(path)
      if (path === MODELS_INDEX_PATH) return Promise.resolve(Response.json(listed))
      const file = files[path]
      return Promise.resolve(file === undefined ? new Response(null, { status: 404 }) : new Response(file))
    },
  })
  return { library, asked }
}

async function packed(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`/tests/ar/models/files/${name}.glb`)
  return new Uint8Array(await response.arrayBuffer())
}

/** Draws until the picture is what is waited for; the test's own limit ends it otherwise. */
async function until(draw: () => boolean): Promise<void> {
  while (!draw()) await new Promise((done) => requestAnimationFrame(done))
}

const gltfWith = (uri: string): string =>
  JSON.stringify({
    asset: { version: '2.0' },
    scenes: [{ nodes: [0] }],
    scene: 0,
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
    ],
    bufferViews: [{ buffer: 0, byteLength: 36 }],
    buffers: [{ uri, byteLength: 36 }],
  })

describe('models', () => {
  it('[MODEL1] the whole starter gallery loads and is drawn, each with its own look', async () => {
    const models = createModelLibrary()
    const listed = await models.index()
    const ids = listed.ok ? listed.value.map(({ id }) => id) : []
    expect(GalleryIndex.parse(listed.ok && listed.value)).toHaveLength(8)
    const stage = createStage(models)
    for (const id of ids) {
      const outcome = await models.instantiate(id)
      expect(outcome.ok ? '' : `${id}: ${outcome.problem.sentence}`).toBe('')
      // Picture, shadow and at least one part: the box that stands in while it loads is one call alone.
      await until(() => {
        const pixels = stage.draw(placed(id))
        return stage.compositor.drawCalls > 2 && where(pixels, (rgb) => !isGrey(rgb, 128)).count > 30
      })
    }
  })

  it.each([
    ['broken', /damaged/],
    ['nobody-knows', /not in the gallery/],
    ['elsewhere', /refers to other files/],
    ['text', /not a glTF 2.0 model/],
    ['box', /not in the gallery/],
  ])(
    '[MODEL2] %s fails with a sentence, and a striped box stands in its place',
    async (modelId, sentence) => {
      const { library, asked } = galleryOf({
        [modelPath('broken')]: new Uint8Array([0x67, 0x6c, 0x54, 0x46, 2, 0, 0, 0, 99, 0, 0, 0, 1, 2, 3]),
        [modelPath('text')]: 'solid ship\nfacet normal 0 0 1',
        [modelPath('elsewhere')]: gltfWith('https://example.invalid/part.bin'),
      })
      const outcome = await library.instantiate(modelId)
      expect(outcome.ok ? '' : outcome.problem.sentence).toMatch(sentence)
      expect(library.failures.snapshot().get(modelId)?.sentence).toMatch(sentence)
      expect(asked.every((path) => path.startsWith('/models/'))).toBe(true)

      const stage = createStage(library)
      const yellow = ([r, g, b]: readonly [number, number, number]): boolean => r > 220 && g > 180 && b < 90
      await until(() => where(stage.draw(placed(modelId)), yellow).count > 200)
    },
  )

  it('[MODEL6] plain, Draco, meshopt, KTX2 and WebP are unpacked here, shown, and tell what they are made of', async () => {
    const packings = ['plain', 'draco', 'meshopt', 'ktx2', 'webp']
    const files: Record<string, Uint8Array<ArrayBuffer>> = {}
    for (const packing of packings) {
      files[modelPath(packing)] = await packed(packing)
    }
    const { library } = galleryOf(files, packings)
    const stage = createStage(library)
    stage.compositor.setSize(320, 180)
    for (const packing of packings) {
      const facts = library.facts(packing)
      expect(facts.snapshot()).toBeUndefined()
      const loaded = await library.instantiate(packing)
      expect(loaded.ok ? '' : `${packing}: ${loaded.problem.sentence}`).toBe('')
      expect(facts.snapshot()).toMatchObject({ parts: ['Base', 'Lever arm'], triangles: 24 })
      expect(facts.snapshot()?.clips).toEqual([{ name: 'Lift', seconds: 2 }])
      expect(facts.snapshot()?.size[1]).toBeCloseTo(0.3, 2)
      // Its picture is on it: red and white squares.
      const red = ([r, g, b]: readonly [number, number, number]): boolean => r > g + 60 && r > b + 60
      await until(() => where(stage.draw(placed(packing)), red).count > 80)
    }
  })

  it('[MODEL3] a gallery that cannot be reached says so, and is asked again', async () => {
    let isThere = false
    const library = createModelLibrary({
      fetch: (path) => {
        if (!isThere) return Promise.reject(new TypeError('Failed to fetch'))
        return Promise.resolve(
          path === MODELS_INDEX_PATH
            ? Response.json(index)
            : new Response(
                gltfWith(
                  'data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA',
                ),
              ),
        )
      },
    })
    const first = await library.instantiate('box')
    expect(first.ok ? '' : first.problem.code).toBe('server-gone')
    expect(library.failures.snapshot().size).toBe(1)
    isThere = true
    expect((await library.instantiate('box')).ok).toBe(true)
    expect(library.failures.snapshot().size).toBe(0)
    library.dispose()
  })

  it('[MODEL4] every placement is a copy of its own of one download', async () => {
    const { library, asked } = galleryOf({
      [modelPath('box')]: gltfWith(
        'data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA',
      ),
    })
    const [one, two] = await Promise.all([library.instantiate('box'), library.instantiate('box')])
    expect(one.ok && two.ok && one.value !== two.value).toBe(true)
    expect(asked.filter((path) => path === modelPath('box'))).toHaveLength(1)
    library.dispose()
  })

  it('[MODEL5] a model that was taken away while it loaded never appears', async () => {
    let answer: (response: Response) => void = () => {}
    const library = createModelLibrary({
      fetch: (path) =>
        path === MODELS_INDEX_PATH
          ? Promise.resolve(Response.json(index))
          : new Promise((done) => (answer = done)),
    })
    const stage = createStage(library)
    await until(() => where(stage.draw(placed('box')), (rgb) => !isGrey(rgb, 128)).count > 100)
    stage.draw(emptyScene)
    answer(
      new Response(
        gltfWith('data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA'),
      ),
    )
    expect((await library.instantiate('box')).ok).toBe(true)
    expect(where(stage.draw(emptyScene), (rgb) => !isGrey(rgb, 128)).count).toBe(0)
    expect(stage.compositor.drawCalls).toBe(1)
  })

  it('[MODEL7] what models took of the graphics card is given back when they are removed', async () => {
    const { library } = galleryOf(
      {
        [modelPath('plain')]: await packed('plain'),
        [modelPath('ktx2')]: await packed('ktx2'),
      },
      ['plain', 'ktx2'],
    )
    const stage = createStage(library)
    const view = { spaceId: space, selected: new Set([numbered(1)]) }
    const show = (scene: SceneState): void => {
      stage.compositor.setPicture(greyPicture(128), WHOLE_PICTURE)
      stage.compositor.sync(scene, view, undefined)
      stage.compositor.draw(camera)
    }
    let empty = 0
    /** Two parts, their shadow and the frame around. */
    const come = async (modelId: string, more: Partial<Placement> = {}): Promise<void> => {
      await until(() => {
        show(placed(modelId, 1, more))
        return stage.compositor.memory.geometries >= empty + 4
      })
    }
    const go = async (): Promise<void> => {
      show(emptyScene)
      await Promise.resolve()
      show(emptyScene)
      empty = stage.compositor.memory.geometries
    }
    stage.compositor.setSize(320, 180)
    await go()
    // Once for the renderer's life: what the first model leaves is the light that all mirror, and the layer's words.
    await come('plain')
    await go()
    const before = stage.compositor.memory
    for (const modelId of ['plain', 'ktx2']) {
      await come(modelId)
      const { geometries, textures, programs } = stage.compositor.memory
      expect(geometries).toBeGreaterThan(before.geometries + 2)
      expect(textures).toBeGreaterThan(before.textures)
      expect(programs).toBeGreaterThan(before.programs)
      await come(modelId, { cut: { axis: 'y', share: 0.4 } })
      await come(modelId, { quality: 'provisional' })
      await go()
      expect(stage.compositor.memory).toEqual(before)
    }
  })

  it('[MODEL8] parts are hidden, models are cut open, and clips stand where everybody sees them', async () => {
    const { library } = galleryOf({ [modelPath('plain')]: await packed('plain') }, ['plain'])
    const stage = createStage(library)
    stage.compositor.setSize(320, 180)
    const red = ([r, g, b]: readonly [number, number, number]): boolean => r > g + 60 && r > b + 60
    const seen = (more: Partial<Placement>) => where(stage.draw(placed('plain', 1, more)), red)
    await until(() => seen({}).count > 80)
    const whole = seen({})
    const withoutLever = seen({ hiddenParts: ['Lever arm'] })
    expect(withoutLever.top).toBeGreaterThan(whole.top + 15)
    expect(withoutLever.bottom).toBeCloseTo(whole.bottom, -1)
    const cut = seen({ cut: { axis: 'y', share: 0.5 } })
    expect(cut.top).toBeGreaterThan(whole.top + 8)
    expect(cut.bottom).toBeCloseTo(whole.bottom, -1)
    // The lever goes 0.3 m to the right in two seconds.
    const moved = seen({ animation: { clip: 'Lift', isPlaying: false, second: 2, at: 0 } })
    expect(moved.right).toBeGreaterThan(whole.right + 20)
    const back = seen({})
    expect(back.right).toBe(whole.right)
    expect(back.top).toBe(whole.top)
  })

  it('[MODEL9] a load ends when its placement is removed, and nobody is told of a failure', async () => {
    let loading: AbortSignal | undefined
    const library = createModelLibrary({
      fetch: (path, init) => {
        if (path === MODELS_INDEX_PATH) return Promise.resolve(Response.json(index))
        loading = init?.signal
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(1000))
            loading?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
          },
        })
        return Promise.resolve(new Response(body, { headers: { 'content-length': '4000' } }))
      },
    })
    const stage = createStage(library)
    await until(() => {
      stage.draw(placed('box'))
      return library.progress.snapshot().get('box')?.loaded === 1000
    })
    expect(library.progress.snapshot().get('box')?.total).toBe(4000)
    stage.draw(emptyScene)
    await Promise.resolve()
    expect(loading?.aborted).toBe(true)
    expect(library.progress.snapshot().size).toBe(0)
    await until(() => true)
    expect(library.failures.snapshot().size).toBe(0)
  })
})
