import type { StepShows } from '#ar/live-view/step-edits.ts'
import { stepOf } from '#ar/live-view/still-drawing.ts'
import type { OwnHand, Tracker } from '#ar/tracker/tracker.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine, type Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { MarkColour, Units } from '#domain/mark.ts'
import type { GalleryModel } from '#domain/media.ts'
import type { SceneState } from '#domain/scene.ts'
import { firstInHand, type InHand, saidWith } from '../marking/in-hand.ts'
import type { KitTool } from '../marking/tool-look.tsx'
import type { Preferences } from '../preferences.ts'
import { nextStepNumber } from '../steps.ts'
import { joinTarget } from './join-target.ts'

export interface KitState extends InHand {
  /** rest: touches on the world do nothing. */
  readonly mode: 'rest' | 'draw' | 'place' | 'join'
  readonly units: Units
  /** What is being placed. */
  readonly model: GalleryModel | undefined
  /** The mark of an earlier run whose real place is to be tapped. */
  readonly joining: Id | undefined
}

/** What the technician has in hand in AR. Only one thing is in hand at a time; the tracker is told what it is. */
export interface Kit extends Engine<KitState> {
  /** Opens the tool row with what was in hand last. */
  draw(): void
  pick(tool: KitTool): void
  paint(colour: MarkColour): void
  /** The words for the label or the step that is placed next, and what the step shows. */
  say(words: string, shows?: StepShows): void
  /** Asks for other words of a mark that stands; undefined: they were said, or not. */
  reword(markId: Id | undefined): void
  askWords(): void
  /** Ends what goes on over several touches; the next touch begins anew. */
  again(): void
  place(model: GalleryModel): void
  /** Finds what stands in an earlier run again: by this mark if it is one of those, else by the newest. An expert may name it. */
  join(markId?: Id): void
  /** Puts away whatever is in hand. */
  rest(): void
}

/** What touches on the bare view do in that state; undefined: nothing. */
function handOf(state: KitState): OwnHand | undefined {
  const { mode, tool, colour, words, stepWords, stepShows, step, units, isWording, model, joining } = state
  if (mode === 'place') return model && { kind: 'place', modelId: model.id }
  if (mode === 'join') return joining === undefined ? undefined : { kind: 'join', markId: joining }
  if (mode === 'rest' || isWording) return undefined
  switch (tool) {
    case 'pointer':
      return { kind: 'pointer', colour }
    case 'select':
      return { kind: 'select' }
    case 'text':
      return words === '' ? undefined : { kind: 'draw', tool, colour, text: words }
    case 'measure':
      return { kind: 'draw', tool, colour, units }
    case 'step':
      return { kind: 'draw', tool, colour, step: stepOf({ ...stepShows, number: step, text: stepWords }) }
    default:
      return { kind: 'draw', tool, colour }
  }
}

export interface KitDeps {
  readonly tracker: Pick<Tracker, 'take' | 'select' | 'snapshot' | 'subscribe' | 'setUnits'>
  readonly shared: Pick<SharedSession, 'snapshot' | 'subscribe'>
  readonly preferences: Preferences
  /** The spaces of other phones. */
  readonly elsewhere: Readable<ReadonlySet<Id>>
  readonly selfId: Id
}

export function createKit({ tracker, shared, preferences, elsewhere, selfId }: KitDeps): Kit {
  const state = createValue<KitState>({
    mode: 'rest',
    ...firstInHand(shared.snapshot().scene),
    units: preferences.snapshot().units,
    model: undefined,
    joining: undefined,
  })
  let inHand = ''
  let { scene } = shared.snapshot()
  let neededJoin = false

  function put(change: Partial<KitState>): void {
    const next = {
      ...state.snapshot(),
      ...(change.mode !== undefined && { rewording: undefined }),
      ...change,
    }
    state.set(next)
    const hand = handOf(next)
    // Taking a hand ends what it is doing: a stroke must not end because its author's next step has another number.
    const text = JSON.stringify(hand) ?? ''
    if (text !== inHand) tracker.take(hand)
    inHand = text
    if (next.mode !== 'draw' && tracker.snapshot().selectedId !== undefined) tracker.select(undefined)
  }

  function join(asked: Id | undefined): void {
    const { needsJoin, spaceId } = tracker.snapshot()
    const target = needsJoin ? joinTarget(scene, spaceId, asked, elsewhere.snapshot()) : undefined
    if (target !== undefined) put({ mode: 'join', joining: target.id, isWording: false })
    else if (state.snapshot().mode === 'join') put({ mode: 'rest' })
  }

  function followScene(): void {
    const before = scene
    scene = shared.snapshot().scene
    if (scene === before) return
    const { mode, step, joining, rewording } = state.snapshot()
    if (rewording !== undefined && !scene.marks.has(rewording)) put({ rewording: undefined })
    // What was to be found may be gone, or found by now.
    const isOther = scene.marks !== before.marks || scene.placements !== before.placements
    if (mode === 'join' && isOther) join(joining)
    const placed = mode === 'place' ? newOwn(before.placements, scene.placements, selfId) : undefined
    if (placed !== undefined) {
      // What was just put down is in hand: it can be dragged, turned and sized at once.
      put({ mode: 'draw', tool: 'select', model: undefined })
      tracker.select(placed)
    }
    const next = scene.marks === before.marks ? step : nextStepNumber(scene)
    if (next !== step)
      put({ step: next, ...(placedStep(before, scene, selfId) ? { stepWords: '', stepShows: {} } : {}) })
  }

  function followTracker(): void {
    const { status, needsJoin } = tracker.snapshot()
    const { mode } = state.snapshot()
    const isNew = needsJoin && !neededJoin
    neededJoin = needsJoin
    if (status === 'off' || (mode === 'join' && !needsJoin)) {
      if (mode !== 'rest') put({ mode: 'rest', isWording: false })
    } else if (isNew && mode === 'rest') join(undefined)
  }

  /** What is being looked for may turn out to stand on another phone, which has just come. */
  const followElsewhere = (): void => {
    const { mode, joining } = state.snapshot()
    if (mode === 'join') join(joining)
  }

  const followPreferences = (): void => {
    const { units } = preferences.snapshot()
    tracker.setUnits(units)
    if (units !== state.snapshot().units) put({ units })
  }

  const offs = [
    shared.subscribe(followScene),
    tracker.subscribe(followTracker),
    elsewhere.subscribe(followElsewhere),
    preferences.subscribe(followPreferences),
  ]
  followPreferences()
  followTracker()

  const wantsWords = (tool: KitTool): boolean =>
    tool === 'step' || (tool === 'text' && state.snapshot().words === '')

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    draw: () => put({ mode: 'draw', isWording: false }),
    pick: (tool) => put({ mode: 'draw', tool, isWording: wantsWords(tool) }),
    paint: (colour) => put({ colour }),
    say: (words, shows) => put(saidWith(state.snapshot().tool, words, shows)),
    reword: (rewording) => put({ rewording }),
    askWords: () => put({ isWording: true }),
    again: () => tracker.take(handOf(state.snapshot())),
    place: (model) => put({ mode: 'place', model, isWording: false }),
    join,
    rest: () => put({ mode: 'rest', isWording: false }),
    close() {
      for (const off of offs.splice(0)) off()
    },
  }
}

/** The id of what this author has made between two scenes. */
function newOwn(
  before: ReadonlyMap<Id, { readonly author: Id }>,
  after: ReadonlyMap<Id, { readonly author: Id }>,
  author: Id,
): Id | undefined {
  if (before === after) return undefined
  for (const [id, made] of after) if (made.author === author && !before.has(id)) return id
  return undefined
}

function placedStep(before: SceneState, after: SceneState, author: Id): boolean {
  const id = newOwn(before.marks, after.marks, author)
  return id !== undefined && after.marks.get(id)?.shape.tool === 'step'
}
