import { describe, expect, it } from 'vitest'
import { createSceneLog } from '#call/scene-log.ts'
import { emptyHistory, type History, planRedo, planUndo, withOperations } from '#call/undo.ts'
import type { Id } from '#domain/ids.ts'
import type { Pose } from '#domain/geometry.ts'
import type { MarkColour, SpaceMark } from '#domain/mark.ts'
import type { SceneChange, SceneOperation, SceneState } from '#domain/scene.ts'
import { anna, arrow, ben, id, model, operation, still, stroke } from './scene-fixtures.ts'

/** Two people at one log that both see at once; each keeps a history of their own, as on two devices. */
function table(): {
  does(who: Id, ...changes: readonly SceneChange[]): void
  undo(who: Id): boolean
  redo(who: Id): boolean
  scene(): SceneState
  marks(): readonly Id[]
  reload(who: Id): void
} {
  const log = createSceneLog()
  const histories = new Map<Id, History>([
    [anna, emptyHistory],
    [ben, emptyHistory],
  ])
  let number = 0

  function write(who: Id, change: SceneChange): readonly SceneOperation[] {
    number += 1
    const made = operation(number, log.clock() + 1, who, change)
    return log.merge([made])
  }
  function tell(who: Id, before: SceneState, fresh: readonly SceneOperation[]): void {
    const history = histories.get(who) ?? emptyHistory
    histories.set(who, withOperations(history, fresh, before, log.scene(), who))
  }
  function carryOut(who: Id, plan: ReturnType<typeof planUndo>): boolean {
    if (plan === undefined) return false
    for (const change of plan.changes) {
      const before = log.scene()
      const fresh = write(who, change)
      for (const other of histories.keys()) if (other !== who) tell(other, before, fresh)
    }
    histories.set(who, plan.history)
    return true
  }
  return {
    does(who, ...changes) {
      for (const change of changes) {
        const before = log.scene()
        const fresh = write(who, change)
        for (const person of histories.keys()) tell(person, before, fresh)
      }
    },
    undo: (who) => carryOut(who, planUndo(histories.get(who) ?? emptyHistory, log.scene(), who)),
    redo: (who) => carryOut(who, planRedo(histories.get(who) ?? emptyHistory, log.scene(), who)),
    scene: log.scene,
    marks: () => [...log.scene().marks.keys()],
    reload(who) {
      const before = createSceneLog().scene()
      histories.set(who, withOperations(emptyHistory, log.operations(), before, log.scene(), who))
    },
  }
}

const put = (markId: number, author: Id, length?: number): SceneChange => ({
  kind: 'mark.put',
  mark: arrow(id(markId), author, length),
})
const draw = (markId: number, author: Id, points: number): SceneChange => ({
  kind: 'mark.put',
  mark: stroke(id(markId), author, points),
})
const place = (placementId: number, author: Id, scale: number): SceneChange => ({
  kind: 'placement.put',
  placement: model(id(placementId), author, scale),
})
const remove = (markId: number): SceneChange => ({ kind: 'mark.remove', markId: id(markId) })

describe('undo and redo', () => {
  it('[SC1] my mark is mine also when another device resolved it and wrote it', () => {
    const t = table()
    t.does(ben, put(1, anna))
    expect(t.undo(ben)).toBe(false)
    expect(t.undo(anna)).toBe(true)
    expect(t.marks()).toEqual([])
  })

  it('[SC2] a removal belongs to who made it, and its undo brings back the mark as it was', () => {
    const t = table()
    t.does(anna, put(1, anna, 0.3))
    t.does(ben, remove(1))
    expect(t.undo(ben)).toBe(true)
    expect(t.scene().marks.get(id(1))).toEqual(arrow(id(1), anna, 0.3))
  })

  it('[SC2] each of two removals of the same mark is a change of its own', () => {
    const t = table()
    t.does(ben, put(1, ben, 0.1))
    t.does(anna, remove(1))
    t.does(ben, put(1, ben, 0.2))
    t.does(anna, remove(1))
    t.undo(anna)
    expect(t.scene().marks.get(id(1))).toEqual(arrow(id(1), ben, 0.2))
  })

  it('[SC3] undo takes back my newest change that still stands, one by one, and never anybody else’s', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, put(2, ben))
    t.does(anna, put(3, anna))
    t.does(ben, put(4, ben))
    t.undo(anna)
    expect(t.marks()).toEqual([id(1), id(2), id(4)])
    t.undo(anna)
    expect(t.marks()).toEqual([id(2), id(4)])
    expect(t.undo(anna)).toBe(false)
    expect(t.marks()).toEqual([id(2), id(4)])
  })

  it('[SC3] a remote undo leaves my own marks', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, put(2, ben))
    t.undo(ben)
    t.undo(ben)
    expect(t.marks()).toEqual([id(1)])
    t.undo(anna)
    expect(t.marks()).toEqual([])
  })

  it('[SC3] what somebody changed since is left alone, and the change before it is taken back instead', () => {
    const t = table()
    t.does(anna, put(1, anna), place(7, anna, 1))
    t.does(ben, { kind: 'placement.remove', placementId: id(7) })
    t.undo(anna)
    expect(t.marks()).toEqual([])
    expect(t.scene().placements.size).toBe(0)
  })

  it('[SC4] redo brings back in order what undo took back, and nothing after a new change', () => {
    const t = table()
    t.does(anna, put(1, anna), put(2, anna))
    t.undo(anna)
    t.undo(anna)
    t.redo(anna)
    expect(t.marks()).toEqual([id(1)])
    t.redo(anna)
    expect(t.marks()).toEqual([id(1), id(2)])
    expect(t.redo(anna)).toBe(false)
    t.undo(anna)
    t.does(anna, put(3, anna))
    expect(t.redo(anna)).toBe(false)
  })

  it('[SC4] others’ changes do not cost me my redo', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.undo(anna)
    t.does(ben, put(2, ben))
    expect(t.redo(anna)).toBe(true)
    expect(new Set(t.marks())).toEqual(new Set([id(1), id(2)]))
  })

  it('[SC5] a stroke that grew, also by the technician’s device, is one change', () => {
    const t = table()
    t.does(anna, put(9, anna))
    t.does(ben, draw(1, anna, 2), draw(1, anna, 5), draw(1, anna, 9))
    t.does(anna, draw(2, anna, 2), draw(2, anna, 3))
    t.undo(anna)
    expect(t.marks()).toEqual([id(9), id(1)])
    t.undo(anna)
    expect(t.marks()).toEqual([id(9)])
    t.redo(anna)
    expect(t.scene().marks.get(id(1))).toEqual(stroke(id(1), anna, 9))
  })

  it('[SC5] a stroke whose last point only moves is still the same change; another place or colour is not', () => {
    const t = table()
    const line = stroke(id(1), anna, 2)
    const bent: SpaceMark = {
      ...line,
      shape: {
        tool: 'freehand',
        points: [
          [0, 0, 0],
          [0, 0, 2],
        ],
      },
    }
    const moved: SpaceMark = { ...bent, pose: { ...bent.pose, position: [1, 0, 0] } }
    const blue: SpaceMark = { ...moved, colour: 'blue' }
    for (const mark of [line, bent]) t.does(anna, { kind: 'mark.put', mark })
    t.undo(anna)
    expect(t.marks()).toEqual([])
    t.redo(anna)
    for (const mark of [moved, blue]) t.does(anna, { kind: 'mark.put', mark })
    t.undo(anna)
    expect(t.scene().marks.get(id(1))).toEqual(moved)
    t.undo(anna)
    expect(t.scene().marks.get(id(1))).toEqual(bent)
    t.undo(anna)
    expect(t.marks()).toEqual([])
  })

  it('[SC5] a change of a standing model is a change of its own, with its earlier value', () => {
    const t = table()
    t.does(anna, place(1, anna, 1), place(1, anna, 2))
    t.undo(anna)
    expect(t.scene().placements.get(id(1))?.scale).toBe(1)
    t.redo(anna)
    expect(t.scene().placements.get(id(1))?.scale).toBe(2)
    t.undo(anna)
    t.undo(anna)
    expect(t.scene().placements.size).toBe(0)
  })

  it('[SC6] a clearing is taken back as a whole, and its redo spares what others drew since', () => {
    const t = table()
    t.does(anna, put(1, anna), place(5, anna, 1))
    t.does(ben, put(2, ben))
    t.does(anna, { kind: 'clear', of: undefined })
    expect(t.marks()).toEqual([])
    t.undo(anna)
    expect(new Set(t.marks())).toEqual(new Set([id(1), id(2)]))
    expect(t.scene().placements.size).toBe(1)
    t.does(ben, put(3, ben))
    t.redo(anna)
    expect(t.marks()).toEqual([id(3)])
    expect(t.scene().placements.size).toBe(0)
  })

  it('[SC6] clearing my own leaves the others’, and so does taking it back', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, put(2, ben))
    t.does(anna, { kind: 'clear', of: anna })
    expect(t.marks()).toEqual([id(2)])
    t.undo(anna)
    expect(new Set(t.marks())).toEqual(new Set([id(1), id(2)]))
  })

  it('[SC6] what somebody else took away too stays away', () => {
    const t = table()
    t.does(anna, put(1, anna), put(2, anna), remove(1))
    t.does(ben, { kind: 'clear', of: undefined })
    expect(t.undo(anna)).toBe(false)
    expect(t.marks()).toEqual([])
  })

  it('[SC7] stills are not taken back', () => {
    const t = table()
    t.does(anna, { kind: 'still.put', still: still(id(1), anna) })
    expect(t.undo(anna)).toBe(false)
    expect(t.scene().stills.size).toBe(1)
  })

  it('[SC8] after a reload, own marks that stand can be taken back; what was taken away stays away', () => {
    const t = table()
    t.does(anna, put(1, anna), put(2, anna))
    t.does(ben, put(3, ben))
    t.undo(anna)
    t.reload(anna)
    expect(t.redo(anna)).toBe(false)
    t.undo(anna)
    expect(t.marks()).toEqual([id(3)])
    expect(t.undo(anna)).toBe(false)
  })

  it('[SC9] somebody’s undo of a removal gives me my mark back to take back myself', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, remove(1))
    t.undo(ben)
    expect(t.undo(anna)).toBe(true)
    expect(t.marks()).toEqual([])
  })
})

describe('what the device finds anew', () => {
  const elsewhere = { position: [1, 2, 3], orientation: [0, 0, 0, 1] } as const
  const other = id(0x59acf)
  const space = id(0x59ace)
  const standing = (scene: SceneState, markId: number) => {
    const mark = scene.marks.get(id(markId))
    return mark?.on === 'space' ? { spaceId: mark.spaceId, position: mark.pose.position } : undefined
  }
  const settle: SceneChange = { kind: 'settle', spaceId: space, poses: [{ id: id(1), pose: elsewhere }] }
  const join: SceneChange = { kind: 'space.join', from: space, to: other, transform: elsewhere }

  it('[SC10] a settled mark is still the step of who made it, and of nobody else', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, settle)
    expect(standing(t.scene(), 1)).toEqual({ spaceId: space, position: [1, 2, 3] })
    expect(t.undo(ben)).toBe(false)
    expect(t.undo(anna)).toBe(true)
    expect(t.marks()).toEqual([])
  })

  it('[SC10] settling brings back nothing that was taken away', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(anna, remove(1))
    t.does(ben, settle)
    expect(t.marks()).toEqual([])
  })

  it('[SC10] a joined space carries every mark, and each goes on being its maker’s to take back and bring back', () => {
    const t = table()
    t.does(anna, put(1, anna), put(2, anna))
    t.undo(anna)
    t.does(ben, put(3, ben), join)
    expect(standing(t.scene(), 1)).toEqual({ spaceId: other, position: [1, 2, 3] })
    expect(t.redo(anna)).toBe(true)
    expect(standing(t.scene(), 2)).toEqual({ spaceId: other, position: [1, 2, 3] })
    t.undo(ben)
    expect(t.marks()).toEqual([id(1), id(2)])
  })

  it('[SC2] moving somebody’s mark is the mover’s step; its undo puts it back and is not its maker’s step', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, { kind: 'mark.put', mark: { ...arrow(id(1), anna), pose: elsewhere }, by: ben })
    expect(t.undo(ben)).toBe(true)
    expect(standing(t.scene(), 1)?.position).toEqual([0, 0, 0])
    expect(t.undo(anna)).toBe(true)
    expect(t.marks()).toEqual([])
  })

  it('[SC11] a drag, put many times, is one step of who dragged it, apart from its making and from a new look', () => {
    const t = table()
    const at = (x: number): Pose => ({ position: [x, 0, 0], orientation: [0, 0, 0, 1] })
    const moved = (x: number, colour: MarkColour = 'red'): SceneChange => ({
      kind: 'mark.put',
      mark: { ...arrow(id(1), anna), pose: at(x), colour },
      by: anna,
      gesture: id(50),
    })
    t.does(anna, put(1, anna))
    // Moves of an own mark, too, are written by the technician's device.
    t.does(ben, moved(1), moved(2), moved(3))
    t.does(anna, moved(3, 'blue'))
    t.undo(anna)
    expect(t.scene().marks.get(id(1))?.colour).toBe('red')
    t.undo(anna)
    expect(standing(t.scene(), 1)?.position).toEqual([0, 0, 0])
    t.redo(anna)
    expect(standing(t.scene(), 1)?.position).toEqual([3, 0, 0])
    expect(t.undo(ben)).toBe(false)
    t.does(anna, moved(3, 'blue'), moved(3))
    t.undo(anna)
    expect(t.scene().marks.get(id(1))?.colour, 'back to an earlier look is a change too').toBe('blue')
  })

  it.each([
    ['two gestures, however quick', id(50), id(51)],
    ['two presses of a key, of no gesture', undefined, undefined],
  ])('[SC11] %s, are taken back one by one', (_, first, second) => {
    const t = table()
    const turned = (scale: number, gesture: Id | undefined): SceneChange => ({
      kind: 'placement.put',
      placement: model(id(1), anna, scale),
      by: ben,
      gesture,
    })
    t.does(anna, place(1, anna, 1))
    t.does(ben, turned(2, first), turned(3, second))
    t.undo(ben)
    expect(t.scene().placements.get(id(1))?.scale).toBe(2)
    t.undo(ben)
    expect(t.scene().placements.get(id(1))?.scale).toBe(1)
    t.redo(ben)
    t.redo(ben)
    expect(t.scene().placements.get(id(1))?.scale).toBe(3)
  })

  it('[SC11] after a reload, who moved somebody’s mark does not take it away', () => {
    const t = table()
    t.does(anna, put(1, anna))
    t.does(ben, { kind: 'mark.put', mark: { ...arrow(id(1), anna), pose: elsewhere }, by: ben })
    t.reload(ben)
    t.undo(ben)
    expect(t.marks()).toEqual([id(1)])
  })

  it('[SC12] a measure is one step from its second point on, and one that was given up is none', () => {
    const t = table()
    const measure = (markId: number, points: number): SceneChange => ({
      kind: 'mark.put',
      mark: {
        ...arrow(id(markId), anna),
        shape: {
          tool: 'measure',
          units: 'metric',
          points: Array.from({ length: points }, (_, index) => [index, 0, 0] as const),
        },
      },
    })
    t.does(anna, put(1, anna))
    t.does(ben, measure(2, 1))
    t.does(anna, remove(2))
    t.does(ben, measure(3, 1), measure(3, 2), measure(3, 3))
    t.undo(anna)
    expect(t.marks()).toEqual([id(1)])
    t.redo(anna)
    expect(t.marks()).toEqual([id(1), id(3)])
    t.undo(anna)
    t.undo(anna)
    expect(t.marks()).toEqual([])
  })
})
