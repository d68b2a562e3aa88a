import { shifted } from '#ar/live-view/mark-edits.ts'
import { pickOnStill } from '#ar/live-view/marks-on-still.ts'
import type { StepShows } from '#ar/live-view/step-edits.ts'
import { beginStillMark, stepOf } from '#ar/live-view/still-drawing.ts'
import type { SceneRequest } from '#ar/tracker/tracker.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { ImagePoint } from '#domain/geometry.ts'
import type { Id, MakeId, Now } from '#domain/ids.ts'
import type { MarkColour, StillMark } from '#domain/mark.ts'
import { POINTER_REPEAT, type UnreliableMessage } from '#domain/wire.ts'
import type { Timers } from '#store/timers.ts'
import { nextStepNumber } from '../steps.ts'
import { firstInHand, type InHand, saidWith } from './in-hand.ts'
import type { KitTool } from './tool-look.tsx'

interface StillKitState extends InHand {
  /** Touches on the picture mark it. */
  readonly isDrawing: boolean
  readonly selectedId: Id | undefined
  /** What the finger draws or drags just now, to be shown in place of what has its id. */
  readonly draft: StillMark | undefined
  /** Where the own laser pointer is. */
  readonly pointing: ImagePoint | undefined
}

/** What the technician has in hand over a still. Points are of its picture. */
export interface StillKit extends Engine<StillKitState> {
  draw(): void
  pick(tool: KitTool): void
  paint(colour: MarkColour): void
  /** The words for the label or the step that is placed next, and what the step shows. */
  say(words: string, shows?: StepShows): void
  /** No words after all: what needs them is put away. */
  sayNothing(): void
  askWords(): void
  reword(markId: Id | undefined): void
  /** Puts away what is in hand: touches do nothing. */
  rest(): void
  down(point: ImagePoint): void
  move(point: ImagePoint): void
  up(): void
  /** The touch was no touch after all: a second finger came, or the system took it. */
  cancel(): void
}

/** The room that a still shows, while AR runs in it: a mark made on the still stands there. */
export interface StillRoom {
  /** The frame that the still is. */
  readonly frame: number
  handle(request: SceneRequest): void
}

export interface StillKitDeps {
  readonly stillId: Id
  readonly shared: Pick<SharedSession, 'snapshot' | 'subscribe' | 'commit'>
  readonly selfId: Id
  readonly now: Now
  readonly makeId: MakeId
  readonly timers: Timers
  /** Width over height of the picture. */
  readonly aspect: () => number
  readonly room: () => StillRoom | undefined
  readonly tellPoint: (message: UnreliableMessage) => void
}

/** A finger that moves less than this share of the picture's height meant to pick, not to drag. */
const DRAG_FROM = 0.015

export function createStillKit(deps: StillKitDeps): StillKit {
  const { stillId, shared, selfId, now, makeId, timers, aspect, room, tellPoint } = deps
  const state = createValue<StillKitState>({
    isDrawing: false,
    ...firstInHand(shared.snapshot().scene),
    selectedId: undefined,
    draft: undefined,
    pointing: undefined,
  })
  const put = (change: Partial<StillKitState>): void => state.set({ ...state.snapshot(), ...change })
  let touch: Touch | undefined
  let { marks } = shared.snapshot().scene

  const off = shared.subscribe(() => {
    const { scene } = shared.snapshot()
    if (scene.marks === marks) return
    marks = scene.marks
    const { selectedId, step } = state.snapshot()
    const next = nextStepNumber(scene)
    if (selectedId !== undefined && !marks.has(selectedId))
      put({ selectedId: undefined, rewording: undefined })
    if (next !== step) put({ step: next })
  })

  function pointing(): Touch {
    let offTimer: (() => void) | undefined
    const tell = (point: ImagePoint): void => {
      offTimer?.()
      offTimer = timers.after(POINTER_REPEAT, () => tell(point))
      const { colour } = state.snapshot()
      tellPoint({ type: 'pointer', point: { ...point, frame: room()?.frame ?? 0 }, colour, stillId })
      put({ pointing: point })
    }
    const end = (): void => {
      offTimer?.()
      tellPoint({ type: 'pointer.gone' })
      put({ pointing: undefined })
    }
    return { move: tell, up: end, cancel: end }
  }

  function selecting(from: ImagePoint): Touch {
    const selectedId = pickOnStill(from, shared.snapshot().scene, stillId, aspect())
    put({ selectedId })
    const mark = selectedId === undefined ? undefined : marks.get(selectedId)
    let isDragged = false
    const drop = (): void => put({ draft: undefined })
    return {
      move(to) {
        // What stands in the room is moved in the room: a picture does not know its surfaces.
        if (mark?.on !== 'still') return
        const [du, dv] = [to.u - from.u, to.v - from.v]
        isDragged ||= Math.hypot(du * aspect(), dv) > DRAG_FROM
        if (isDragged) put({ draft: shifted(mark, du, dv) })
      },
      up() {
        const { draft } = state.snapshot()
        if (draft !== undefined && marks.has(draft.id))
          shared.commit({ kind: 'mark.put', mark: draft, by: selfId })
        drop()
      },
      cancel: drop,
    }
  }

  function drawing(first: ImagePoint): Touch | undefined {
    const { tool, colour, words, stepWords, stepShows, step: number } = state.snapshot()
    if (tool === 'pointer' || tool === 'select' || tool === 'measure') return undefined
    const markId = makeId()
    const step = stepOf({ ...stepShows, number, text: stepWords })
    const wish = { markId, author: selfId, stillId, tool, colour, text: words, step, aspect: aspect() }
    const mark = beginStillMark(wish, first, now)
    const here = room()
    const seen = (point: ImagePoint) => [{ ...point, frame: here?.frame ?? 0 }]
    here?.handle({
      type: 'mark.begin',
      markId,
      tool,
      colour,
      points: seen(first),
      ...(tool === 'text' && { text: words }),
      ...(tool === 'step' && { step }),
    })
    const show = (): void => put({ draft: mark.mark() })
    show()
    return {
      move(point) {
        mark.extend(point)
        here?.handle({ type: 'mark.extend', markId, points: seen(point) })
        show()
      },
      up() {
        const made = mark.mark()
        if (here !== undefined) here.handle({ type: 'mark.end', markId })
        else if (made !== undefined) shared.commit({ kind: 'mark.put', mark: made })
        put({ draft: undefined, ...(tool === 'step' && { stepWords: '', stepShows: {} }) })
      },
      cancel() {
        here?.handle({ type: 'mark.end', markId })
        put({ draft: undefined })
      },
    }
  }

  function cancel(): void {
    const ended = touch
    touch = undefined
    ended?.cancel()
  }

  const needsWords = (tool: KitTool): boolean =>
    tool === 'step' || (tool === 'text' && state.snapshot().words === '')

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    draw: () => put({ isDrawing: true }),
    pick(tool) {
      cancel()
      const selectedId = tool === 'select' ? state.snapshot().selectedId : undefined
      put({ isDrawing: true, tool, selectedId, isWording: needsWords(tool), rewording: undefined })
    },
    paint: (colour) => put({ colour }),
    say: (words, shows) => put(saidWith(state.snapshot().tool, words, shows)),
    sayNothing: () => put({ isWording: false, tool: 'freehand' }),
    askWords: () => put({ isWording: true }),
    reword: (rewording) => put({ rewording }),
    rest() {
      cancel()
      put({ isDrawing: false, isWording: false, rewording: undefined, selectedId: undefined })
    },
    down(point) {
      cancel()
      const { isDrawing, isWording, rewording, tool } = state.snapshot()
      if (!isDrawing || isWording || rewording !== undefined) return
      touch = tool === 'pointer' ? pointing() : tool === 'select' ? selecting(point) : drawing(point)
      if (tool === 'pointer') touch?.move(point)
    },
    move: (point) => touch?.move(point),
    up() {
      const ended = touch
      touch = undefined
      ended?.up()
    },
    cancel,
    close() {
      cancel()
      off()
    },
  }
}

/** What a finger does from its first touch on. */
interface Touch {
  move(point: ImagePoint): void
  up(): void
  cancel(): void
}
