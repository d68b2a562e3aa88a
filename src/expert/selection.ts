import type { LiveView } from '#ar/live-view/live-view.ts'
import * as edits from '#ar/models/model-edits.ts'
import type { ModelFacts, ModelLibrary } from '#ar/models/model-library.ts'
import type { Call } from '#call/call.ts'
import type { Holds } from '#call/holds.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue } from '#domain/engine.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { Mark, StillMark, Units } from '#domain/mark.ts'
import { sizeWords } from '#domain/length-words.ts'
import { markName } from '#domain/mark-name.ts'
import type { Placement } from '#domain/placement.ts'
import {
  canResize,
  canTurn,
  resized,
  reworded,
  shifted,
  textOf,
  turned,
  turnedPose,
} from '#ar/live-view/mark-edits.ts'
import type { Selected, Selection, SelectionState } from './selected.ts'
import { createPresses } from './selection-steps.ts'
import { changedStep } from '#ar/live-view/step-edits.ts'

export interface SelectionDeps {
  readonly call: Call
  readonly shared: SharedSession
  readonly models: ModelLibrary
  readonly holds: Holds
  readonly selfId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly view: () => LiveView | undefined
  readonly technicianId: () => string | undefined
  readonly units: () => Units
  /** Width over height of the picture. */
  readonly aspect: () => number
}

const LOCKED = 'This model is locked. Unlock it to change it.'
const OUT_OF_REACH = 'It was not moved: its place is not in this picture, or not known yet.'

const NOTHING: SelectionState = { selected: undefined, count: 0, spoken: undefined }

export function createSelection(deps: SelectionDeps): Selection & { follow(): void } {
  const { call, shared, models, holds, selfId, now, makeId, view, aspect } = deps
  const state = createValue<SelectionState>(NOTHING)
  const put = (change: Partial<SelectionState>): void => state.set({ ...state.snapshot(), ...change })
  /** Names of the gallery's models, once it was read. */
  let names: ReadonlyMap<string, string> = new Map()
  let offFacts: (() => void) | undefined
  let closed = false
  const press = createPresses(makeId)

  async function readNames(): Promise<void> {
    const listed = await models.index()
    if (!listed.ok || closed) return
    names = new Map(listed.value.map(({ id, name }) => [id, name]))
    follow()
  }

  function describe(id: Id | undefined): Selected | undefined {
    if (id === undefined) return undefined
    const { marks, placements } = shared.snapshot().scene
    const mark = marks.get(id)
    if (mark !== undefined)
      return {
        kind: 'mark',
        id,
        mark,
        name: markName(mark, marks),
        text: textOf(mark),
        canTurn: canTurn(mark),
        canResize: canResize(mark),
      }
    const placement = placements.get(id)
    if (placement === undefined) return undefined
    const hold = holds.snapshot().get(id)
    const facts = models.facts(placement.modelId).snapshot()
    return {
      kind: 'model',
      id,
      placement,
      name: names.get(placement.modelId) ?? placement.modelId,
      percent: Math.round(placement.scale * 100),
      size: facts && sizeWords(facts.size, deps.units(), placement.scale),
      heldBy: hold === undefined || hold.by === selfId ? undefined : hold.name,
      facts,
    }
  }

  function show(): void {
    const { selected } = state.snapshot()
    const held = new Map<Id, string>()
    for (const [id, { by, name }] of holds.snapshot()) if (by !== selfId) held.set(id, name)
    view()?.highlight(selected && new Set([selected.id]), held.size === 0 ? undefined : held)
  }

  /** Something changed that a selected thing may be described by. */
  function follow(): void {
    const { selected, count } = state.snapshot()
    const next = describe(selected?.id)
    const standing = view()?.standing().length ?? 0
    if (!isSame(selected, next) || standing !== count) put({ selected: next, count: standing })
    show()
  }

  function select(id: Id | undefined, spoken?: string): void {
    offFacts?.()
    const selected = describe(id)
    if (selected?.kind === 'model') {
      offFacts = models.facts(selected.placement.modelId).subscribe(follow)
      if (names.size === 0) void readNames()
    } else offFacts = undefined
    put({ selected, spoken: spoken ?? (selected && `${selected.name}, selected`) })
    show()
  }

  /** Says so, and gives true, while somebody else's hand is on it: a key would commit where it stood before their drag. */
  function isHeldByOther({ id, name }: Selected): boolean {
    const hold = holds.snapshot().get(id)
    if (hold === undefined || hold.by === selfId) return false
    put({ spoken: `${hold.name} has a hand on ${name}. Wait until they let go.` })
    return true
  }

  function changeMark(change: (mark: Mark) => Mark, isMove = false, by?: Id): void {
    const { selected } = state.snapshot()
    if (selected?.kind !== 'mark' || (isMove && isHeldByOther(selected))) return
    const next = change(selected.mark)
    if (next !== selected.mark) shared.commit({ kind: 'mark.put', mark: next, by: selfId, gesture: by })
  }

  function changeModel(change: (placement: Placement) => Placement, isMove = false, by?: Id): void {
    const { selected } = state.snapshot()
    if (selected?.kind !== 'model' || (isMove && isHeldByOther(selected))) return
    if (isMove && selected.placement.isLocked === true) return put({ spoken: LOCKED })
    const next = change(selected.placement)
    if (next !== selected.placement)
      shared.commit({ kind: 'placement.put', placement: next, by: selfId, ...(by && { gesture: by }) })
  }

  function nudgeInRoom(id: Id, x: number, y: number, by: Id): void {
    const shown = view()
    const from = shown?.clientPointOf(id)
    const request = from && shown?.carry(id, from.clientX + x, from.clientY + y, by)
    if (request === undefined) return put({ spoken: OUT_OF_REACH })
    // The technician's device moves nothing for who has no hand on it while somebody else has.
    holds.grab(id)
    call.send(request, deps.technicianId())
    holds.release(id)
    shown?.letGo()
  }

  function nudgeOnStill(mark: StillMark, x: number, y: number, by: Id): void {
    const shown = view()
    const at = shown?.clientPointOf(mark.id)
    const from = at && shown?.pointOnStillOf(mark.id, at.clientX, at.clientY)
    const to = at && shown?.pointOnStillOf(mark.id, at.clientX + x, at.clientY + y)
    if (from === undefined || to === undefined) return put({ spoken: OUT_OF_REACH })
    changeMark(() => shifted(mark, to.u - from.u, to.v - from.v), true, by)
  }

  const offs = [shared.subscribe(follow), holds.subscribe(follow)]
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    follow,
    select,
    next(direction) {
      const ids = view()?.standing() ?? []
      const at = ids.indexOf(state.snapshot().selected?.id ?? '')
      const next = at < 0 ? (direction === 1 ? 0 : ids.length - 1) : at + direction
      const id = ids[next]
      if (id === undefined) return false
      const named = describe(id)
      select(id, named && `${named.name}, ${next + 1} of ${ids.length}`)
      return true
    },
    turn(radians, goesOn = false) {
      const by = press(goesOn)
      changeMark((mark) => turned(mark, radians, aspect()), true, by)
      changeModel((placement) => ({ ...placement, pose: turnedPose(placement.pose, radians) }), true, by)
    },
    resize(factor, goesOn = false) {
      const by = press(goesOn)
      changeMark((mark) => resized(mark, factor), true, by)
      changeModel((placement) => edits.resizedModel(placement, factor), true, by)
    },
    nudge(x, y, goesOn = false) {
      const { selected } = state.snapshot()
      if (selected === undefined || isHeldByOther(selected)) return
      if (selected.kind === 'model' && selected.placement.isLocked === true) return put({ spoken: LOCKED })
      if (selected.kind === 'mark' && selected.mark.on === 'still')
        nudgeOnStill(selected.mark, x, y, press(goesOn))
      else nudgeInRoom(selected.id, x, y, press(goesOn))
    },
    restyle({ colour, text }) {
      changeMark((mark) => {
        const painted = colour === undefined || colour === mark.colour ? mark : { ...mark, colour }
        return text === undefined || text.trim() === textOf(mark) ? painted : reworded(painted, text)
      })
    },
    restep: (change) => changeMark((mark) => changedStep(mark, change)),
    remove() {
      const { selected } = state.snapshot()
      if (selected === undefined || isHeldByOther(selected)) return
      if (selected.kind === 'mark') shared.commit({ kind: 'mark.remove', markId: selected.id })
      else shared.commit({ kind: 'placement.remove', placementId: selected.id })
      put({ spoken: `${selected.name}, deleted` })
    },
    reset: () => changeModel(edits.resetModel, true),
    scaleTo: (scale) => changeModel((placement) => edits.scaledModel(placement, scale), true),
    lock: (isLocked) => changeModel((placement) => ({ ...placement, isLocked })),
    play: (clip) => changeModel((placement) => edits.playing(placement, facts(), clip, now())),
    pause: () => changeModel((placement) => edits.paused(placement, facts(), now())),
    stepBy: (seconds) => changeModel((placement) => edits.stepped(placement, facts(), seconds, now())),
    showPart: (part, isShown) => changeModel((placement) => edits.withPart(placement, part, isShown)),
    cutAway: (cut) => changeModel((placement) => edits.cutOpen(placement, cut)),
    close() {
      closed = true
      offFacts?.()
      for (const off of offs) off()
    },
  }

  function facts(): ModelFacts | undefined {
    const { selected } = state.snapshot()
    return selected?.kind === 'model' ? selected.facts : undefined
  }
}

function isSame(one: Selected | undefined, other: Selected | undefined): boolean {
  if (one?.kind === 'mark' && other?.kind === 'mark')
    return one.mark === other.mark && one.name === other.name
  if (one?.kind === 'model' && other?.kind === 'model')
    return (
      one.placement === other.placement &&
      one.name === other.name &&
      one.size === other.size &&
      one.heldBy === other.heldBy &&
      one.facts === other.facts
    )
  return one === other
}
