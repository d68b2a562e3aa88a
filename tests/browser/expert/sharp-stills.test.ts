import { describe, expect, it, onTestFinished } from 'vitest'
import { answerSharpAsks, type SharpPicture } from '#call/sharp-stills.ts'
import type { Id } from '#domain/ids.ts'
import { createTable, drag, until } from './table.ts'

/** What a phone's camera gives: twice as large as what came over the link. */
async function cameraPicture(width = 1280, height = 720): Promise<SharpPicture> {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d', { alpha: false })?.fillRect(0, 0, width / 2, height)
  return { jpeg: await canvas.convertToBlob({ type: 'image/jpeg' }), width, height }
}

describe('a frozen picture', () => {
  it('[EX20] is kept as large as the phone’s camera gives it, however small it came, and shown so', async () => {
    const { sides, phone } = await createTable(['Eva', 'Max'])
    const [eva, max] = sides
    if (eva === undefined || max === undefined) throw new Error('Nobody is there')
    await until(() => eva.look.snapshot().view.mode === 'live')
    const kept: Id[] = []
    onTestFinished(
      answerSharpAsks({ call: phone, take: () => cameraPicture(), keep: (stillId) => kept.push(stillId) }),
    )
    await eva.look.freeze()
    expect(eva.look.snapshot().view.picture).toEqual({ width: 640, height: 360 })
    await until(() => eva.look.stills.snapshot().stills[0]?.sharpness === 'sharp')
    const [still] = eva.look.stills.snapshot().stills
    expect(still).toMatchObject({ width: 1280, height: 720 })
    expect(eva.look.snapshot().view).toMatchObject({
      mode: 'frozen',
      stillId: still?.id,
      picture: { width: 1280, height: 720 },
    })
    expect(kept).toEqual([still?.id])
    // Everybody's still is that one: also another expert's file of it.
    for (const side of [eva, max]) {
      const widthOf = async (): Promise<number | undefined> => {
        const file = await side.look.stills.file(still?.id ?? '', 'bare')
        return file && (await createImageBitmap(file)).width
      }
      await expect.poll(widthOf).toBe(1280)
    }
  })

  it('[EX21] that was drawn on before the sharper one came stays, and so it does when the phone has none', async () => {
    const { sides, phone } = await createTable(['Eva'])
    const [eva] = sides
    if (eva === undefined) throw new Error('Nobody is there')
    await until(() => eva.look.snapshot().view.mode === 'live')
    let give: (picture: SharpPicture | undefined) => void = () => undefined
    const take = (): Promise<SharpPicture | undefined> => new Promise((resolve) => (give = resolve))
    onTestFinished(answerSharpAsks({ call: phone, take, keep: () => undefined }))

    await eva.look.freeze()
    await until(() => eva.look.stills.snapshot().stills[0]?.sharpness === 'coming')
    drag(eva, 'circle', [320, 180], [384, 180])
    give(await cameraPicture())
    await until(() => eva.look.stills.snapshot().stills[0]?.sharpness === undefined)
    expect(eva.look.snapshot().view.picture).toEqual({ width: 640, height: 360 })
    expect(eva.look.stills.snapshot().stills[0]).toMatchObject({ width: 640, marks: 1 })

    eva.look.unfreeze()
    await eva.look.freeze()
    await until(() => eva.look.stills.snapshot().stills[0]?.sharpness === 'coming')
    give(undefined)
    await until(() => eva.look.stills.snapshot().stills[0]?.sharpness === undefined)
    expect(eva.look.snapshot().view).toMatchObject({ mode: 'frozen', picture: { width: 640, height: 360 } })
  })
})
