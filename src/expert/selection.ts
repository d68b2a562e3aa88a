import type { ModelLibrary } from '#ar/models/model-library.ts'
import type { SharedSession } from '#call/shared-session.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Id, Now } from '#domain/ids.ts'
import type { Mark, MarkColour } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import { canResize, canTurn, resized, reworded, textOf, turned, turnedPose } from './mark-edits.ts'
import { markName } from './mark-words.ts'

/** What can be played and hidden of a model, as its file names it. */
export interface ModelFacts {
  readonly clips: readonly { readonly name: string; readonly seconds: number }[]
  readonly parts: readonly string[]
}

export type Selected =
  | {
      readonly kind: 'mark'
      readonly id: Id
      readonly mark: Mark
      /** What it is in words: "Red arrow 2, by Ada". */
      readonly name: string
      /** What it says, where it can say something else. */
      readonly text: string | undefined
      readonly canTurn: boolean
      readonly canResize: boolean
    }
  | {
      readonly kind: 'model'
      readonly id: Id
      readonly placement: Placement
      readonly name: string
      /** 100 is real size. */
      readonly percent: number
      /** Its size as it stands now: "42 × 30 × 28 cm"; undefined until the gallery was read. */
      readonly size: string | undefined
      /** Who else has their hand on it now. */
      readonly heldBy: string | undefined
      /** Undefined until the model has loaded. */
      readonly facts: ModelFacts | undefined
    }

export interface SelectionState {
  readonly selected: Selected | undefined
  /** How many marks and models can be reached with `next` on this picture. */
  readonly count: number
  /** For a live region: what was just selected or done. */
  readonly spoken: string | undefined
}

/** What is selected on the picture. Every change of it is one step that this expert can undo, whoever made the mark. */
export interface Selection extends Engine<SelectionState> {
  select(id: Id | undefined): void
  /** Goes through what stands on this picture, oldest first; false at the end, so that Tab goes on to the next control. */
  next(direction: 1 | -1): boolean
  /** Around what it stands on, in radians; positive is counter-clockwise as seen from its front. */
  turn(radians: number): void
  /** Larger or smaller by a factor. A model stops at real size when it would pass it. */
  resize(factor: number): void
  /** By so many CSS pixels of the picture. */
  nudge(x: number, y: number): void
  restyle(change: { readonly colour?: MarkColour; readonly text?: string }): void
  remove(): void
  /** Of a model: real size, upright, turned as it was. */
  reset(): void
  /** Of a model: exactly that scale; 1 is real size. */
  scaleTo(scale: number): void
  lock(isLocked: boolean): void
  /** Plays a clip of a model from where it stands; the first one without a name. */
  play(clip?: string): void
  pause(): void
  /** Stops the clip and goes on by so many seconds. */
  stepBy(seconds: number): void
  showPart(part: string, isShown: boolean): void
  cutAway(cut: Placement['cut']): void
}

export interface SelectionDeps {
  readonly shared: SharedSession
  readonly models: ModelLibrary
  readonly selfId: Id
  readonly now: Now
  /** Width over height of the picture. */
  readonly aspect: () => number
}

export function createSelection(deps: SelectionDeps): Selection {
  const { shared, selfId, now, aspect } = deps
  const state = createValue<SelectionState>({ selected: undefined, count: 0, spoken: undefined })
  const put = (change: Partial<SelectionState>): void => state.set({ ...state.snapshot(), ...change })

  function selectedOf(id: Id | undefined): Selected | undefined {
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
    return (
      placement && {
        kind: 'model',
        id,
        placement,
        name: placement.modelId,
        percent: Math.round(placement.scale * 100),
        size: undefined,
        heldBy: undefined,
        facts: undefined,
      }
    )
  }

  function follow(): void {
    const { selected } = state.snapshot()
    const next = selectedOf(selected?.id)
    const before = selected?.kind === 'mark' ? selected.mark : selected?.placement
    const after = next?.kind === 'mark' ? next.mark : next?.placement
    if (before !== after) put({ selected: next })
  }

  function changeMark(change: (mark: Mark) => Mark): void {
    const { selected } = state.snapshot()
    if (selected?.kind !== 'mark') return
    const next = change(selected.mark)
    if (next !== selected.mark) shared.commit({ kind: 'mark.put', mark: next, by: selfId })
  }

  function changeModel(change: (placement: Placement) => Placement): void {
    const { selected } = state.snapshot()
    if (selected?.kind !== 'model') return
    const next = change(selected.placement)
    if (next !== selected.placement) shared.commit({ kind: 'placement.put', placement: next, by: selfId })
  }

  const off = shared.subscribe(follow)
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    select(id) {
      const selected = selectedOf(id)
      put({ selected, spoken: selected && `${selected.name} selected` })
    },
    next: () => false,
    turn(radians) {
      changeMark((mark) => turned(mark, radians, aspect()))
      changeModel((placement) => ({ ...placement, pose: turnedPose(placement.pose, radians) }))
    },
    resize(factor) {
      changeMark((mark) => resized(mark, factor))
      changeModel((placement) => ({ ...placement, scale: placement.scale * factor }))
    },
    nudge: () => undefined,
    restyle({ colour, text }) {
      changeMark((mark) => {
        const painted = colour === undefined || colour === mark.colour ? mark : { ...mark, colour }
        return text === undefined ? painted : reworded(painted, text)
      })
    },
    remove() {
      const { selected } = state.snapshot()
      if (selected?.kind === 'mark') shared.commit({ kind: 'mark.remove', markId: selected.id })
      if (selected?.kind === 'model') shared.commit({ kind: 'placement.remove', placementId: selected.id })
    },
    reset: () => changeModel((placement) => ({ ...placement, scale: 1 })),
    scaleTo: (scale) => changeModel((placement) => ({ ...placement, scale })),
    lock: (isLocked) => changeModel((placement) => ({ ...placement, isLocked })),
    play(clip) {
      changeModel((placement) => {
        const name = clip ?? placement.animation?.clip
        return name === undefined
          ? placement
          : { ...placement, animation: { clip: name, isPlaying: true, second: 0, at: now() } }
      })
    },
    pause() {
      changeModel((placement) =>
        placement.animation === undefined
          ? placement
          : { ...placement, animation: { ...placement.animation, isPlaying: false } },
      )
    },
    stepBy: () => undefined,
    showPart(part, isShown) {
      changeModel((placement) => {
        const others = (placement.hiddenParts ?? []).filter((one) => one !== part)
        return { ...placement, hiddenParts: isShown ? others : [...others, part] }
      })
    },
    cutAway: (cut) => changeModel((placement) => ({ ...placement, cut })),
    close: off,
  }
}
