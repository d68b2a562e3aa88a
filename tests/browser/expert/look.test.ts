import { describe, expect, it } from 'vitest'
import type { Capability } from '#domain/capability.ts'
import type { Timers } from '#store/timers.ts'
import { createTable, drag, marksOf, until } from './table.ts'

describe('the console without AR', () => {
  it('[EX10] marks stand on a still, are selected, moved, restyled and deleted, and each is one step to undo', async () => {
    const { sides, shownToTechnician } = await createTable(['Eva'])
    const [eva] = sides
    if (eva === undefined) throw new Error('Nobody is there')
    const { look, shared } = eva
    await until(() => look.snapshot().view.mode === 'live')
    look.paint('blue')
    drag(eva, 'circle', [320, 180], [384, 180])
    await until(() => look.stills.snapshot().stills[0]?.url !== undefined)
    expect(look.snapshot().view.mode).toBe('frozen')
    expect(shownToTechnician()).toBe(look.stills.snapshot().open)
    expect(marksOf(eva)).toMatchObject([
      { on: 'still', colour: 'blue', shape: { tool: 'circle', centre: { u: 0.5, v: 0.5 } } },
    ])

    look.pick('select')
    drag(eva, 'select', [384, 180], [390, 180], [416, 216])
    expect(look.selection.snapshot().selected).toMatchObject({ kind: 'mark', name: 'Blue circle 1' })
    expect(marksOf(eva)[0]?.shape).toMatchObject({ centre: { u: 0.55, v: 0.6 } })
    look.paint('green')
    look.selection.resize(2)
    expect(marksOf(eva)[0]).toMatchObject({ colour: 'green', shape: { radiusU: expect.closeTo(0.2) } })
    look.selection.remove()
    expect(marksOf(eva)).toEqual([])
    expect(look.selection.snapshot().selected).toBeUndefined()

    shared.undo()
    shared.undo()
    expect(marksOf(eva)[0]).toMatchObject({ colour: 'green', shape: { radiusU: expect.closeTo(0.1) } })
    shared.undo()
    shared.undo()
    expect(marksOf(eva)[0]?.shape).toMatchObject({ centre: { u: 0.5, v: 0.5 } })
    shared.undo()
    expect(marksOf(eva)).toEqual([])
  })

  it('[EX11] steps count on by themselves, and a measure says why there is none', async () => {
    const { sides } = await createTable(['Eva'])
    const [eva] = sides
    if (eva === undefined) throw new Error('Nobody is there')
    const { look } = eva
    await until(() => look.snapshot().view.mode === 'live')
    expect(look.snapshot().unavailable.get('measure')).toContain('AR')
    drag(eva, 'measure', [100, 100])
    expect(look.snapshot()).toMatchObject({
      hint: look.snapshot().unavailable.get('measure'),
      view: { mode: 'live' },
    })
    look.pick('step')
    look.prepareStep({ text: 'Open the lid' })
    drag(eva, 'step', [100, 100])
    drag(eva, 'step', [200, 100])
    expect(look.steps.snapshot()).toMatchObject([
      { number: 1, text: 'Open the lid', isDone: false },
      { number: 2, isDone: false },
    ])
    const [first] = look.steps.snapshot()
    look.steps.tick(first?.markId ?? '', true)
    expect(look.steps.snapshot()[0]?.isDone).toBe(true)
    expect(look.snapshot().nextStep).toMatchObject({ number: 3, text: '' })
  })

  it('[EX12] another expert is offered the still that is shown, opens it, and both mark it; its file has the marks', async () => {
    const { sides } = await createTable(['Eva', 'Max'])
    const [eva, max] = sides
    if (eva === undefined || max === undefined) throw new Error('Nobody is there')
    await until(() => eva.look.snapshot().view.mode === 'live' && max.look.snapshot().view.mode === 'live')
    await eva.look.freeze()
    const stillId = eva.look.stills.snapshot().open ?? ''
    expect(max.look.stills.snapshot().shownByOther).toEqual({ stillId, name: 'Eva' })
    await until(() => max.look.stills.snapshot().stills[0]?.url !== undefined)
    expect(await max.look.stills.open(stillId)).toBe(true)
    expect(max.look.snapshot().view).toMatchObject({ mode: 'frozen', stillId })
    expect(max.look.stills.snapshot().shownByOther).toBeUndefined()
    drag(max, 'arrow', [320, 180])
    await until(() => marksOf(eva).length === 1)
    expect(marksOf(eva)).toMatchObject([{ author: '00000000-0000-4000-8000-000000000003', stillId }])
    expect(eva.look.stills.snapshot().stills).toMatchObject([{ id: stillId, isOwn: true, marks: 1 }])

    eva.look.unfreeze()
    expect(eva.look.snapshot().view.mode).toBe('live')
    expect(await eva.look.stills.open(stillId)).toBe(true)
    const colours = await Promise.all(
      (['bare', 'with-marks'] as const).map(async (marks) => {
        const file = await eva.look.stills.file(stillId, marks)
        expect(file?.name).toMatch(marks === 'bare' ? /^still [\d-]+ [\d.]+\.jpg$/ : /with marks\.jpg$/)
        const bitmap = await createImageBitmap(file ?? new Blob())
        const canvas = document.createElement('canvas')
        canvas.width = bitmap.width
        canvas.height = bitmap.height
        const context = canvas.getContext('2d')
        context?.drawImage(bitmap, 0, 0)
        const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] }
        let red = 0
        for (let at = 0; at < data.length; at += 4)
          if ((data[at] ?? 0) > 180 && (data[at + 1] ?? 0) < 90) red++
        return red
      }),
    )
    expect(colours[0]).toBe(0)
    expect(colours[1]).toBeGreaterThan(200)
  })
})

describe('a quick mark on a picture to which marks stick', () => {
  const capability: Capability = {
    ladder: 'camera',
    arAvailable: false,
    features: ['image-tracking'],
    tracking: 'good',
    picture: { width: 640, height: 360, stripRows: 0 },
  }

  /** Time passes when the test says so. */
  function createTime(): { readonly timers: Timers; pass(ms: number): void } {
    let time = 0
    let waiting: { readonly at: number; readonly callback: () => void }[] = []
    return {
      timers: {
        after(ms, callback) {
          const entry = { at: time + ms, callback }
          waiting.push(entry)
          return () => void (waiting = waiting.filter((one) => one !== entry))
        },
      },
      pass(ms) {
        time += ms
        const due = waiting.filter(({ at }) => at <= time)
        waiting = waiting.filter(({ at }) => at > time)
        for (const { callback } of due) callback()
      },
    }
  }

  async function sit(more: Partial<Capability> = {}) {
    const { timers, pass } = createTime()
    const table = await createTable(['Eva'], { capability: { ...capability, ...more }, timers })
    const [eva] = table.sides
    if (eva === undefined) throw new Error('Nobody is there')
    await until(() => eva.look.snapshot().view.mode === 'live')
    /** The still is made, shared and kept. */
    const kept = async (): Promise<void> => {
      await until(() => eva.look.stills.snapshot().stills[0]?.url !== undefined)
      await new Promise((resolve) => setTimeout(resolve))
    }
    return { ...table, eva, look: eva.look, pass, kept, mode: () => eva.look.snapshot().view.mode }
  }

  it('[EX14] freezes it for a moment only: it goes on 1.5 s after the last stroke, on both sides', async () => {
    const { eva, look, pass, kept, mode, shownToTechnician } = await sit()
    drag(eva, 'arrow', [320, 180])
    await kept()
    expect(look.snapshot()).toMatchObject({ goesOn: true, view: { mode: 'frozen' } })
    expect(shownToTechnician()).toBeDefined()
    pass(1400)
    drag(eva, 'arrow', [200, 180])
    pass(1400)
    expect(mode()).toBe('frozen')
    pass(100)
    expect(mode()).toBe('live')
    expect(look.snapshot().goesOn).toBe(false)
    expect(marksOf(eva)).toHaveLength(2)
    expect(shownToTechnician()).toBeUndefined()
  })

  it('[EX15] stays while the hand is down, and while a person selects on it or froze it themselves', async () => {
    const { eva, look, pass, kept, mode } = await sit()
    look.pick('freehand')
    look.down(320, 180)
    await kept()
    pass(60_000)
    expect(mode()).toBe('frozen')
    look.up()
    look.pick('select')
    expect(look.snapshot().goesOn).toBe(false)
    pass(60_000)
    expect(mode()).toBe('frozen')
    look.unfreeze()
    await look.freeze()
    drag(eva, 'arrow', [320, 180])
    pass(60_000)
    expect(mode()).toBe('frozen')
  })

  it('[EX16] stays where marks do not stick: there the mark would be gone with its still', async () => {
    const { eva, pass, kept, mode } = await sit({ features: [] })
    drag(eva, 'arrow', [320, 180])
    await kept()
    for (let second = 0; second < 10; second++) pass(1000)
    expect(mode()).toBe('frozen')
  })
})
