import { createSignal, createValue, type Readable } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import type { Units } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { Holder, Tracker } from '../tracker/tracker.ts'

/** What the technician has in hand and picked, whose hands are on what, and who is told; outlives single runs of AR. */
export interface OwnSide {
  /** The technician's participant id. */
  readonly author: Id
  units(): Units
  setUnits(units: Units): void
  /** Whose hand is on a mark or a model. */
  holderOf(id: Id): Id | undefined
  /** Names of the others whose hands are on something, by what they hold; another map when it changes. */
  heldNames(): ReadonlyMap<Id, string>
  setHeld(held: ReadonlyMap<Id, Holder>): void
  /** What is picked; never what is gone. */
  readonly selected: Readable<Id | undefined>
  select(id: Id | undefined): void
  readonly onGrab: Tracker['onGrab']
  readonly tellGrab: Parameters<Tracker['onGrab']>[0]
  readonly onPoint: Tracker['onPoint']
  readonly tellPoint: Parameters<Tracker['onPoint']>[0]
  readonly onCue: Tracker['onCue']
  readonly tellCue: Parameters<Tracker['onCue']>[0]
  close(): void
}

export function createOwnSide(author: Id, scene: Readable<SceneState>): OwnSide {
  const grabs = createSignal<Parameters<OwnSide['tellGrab']>>()
  const points = createSignal<Parameters<OwnSide['tellPoint']>>()
  const cues = createSignal<Parameters<OwnSide['tellCue']>>()
  const selected = createValue<Id | undefined>(undefined)
  let units: Units = 'metric'
  let held: ReadonlyMap<Id, Holder> = new Map()
  let heldNames: ReadonlyMap<Id, string> = new Map()

  const stands = (id: Id): boolean => {
    const { marks, placements } = scene.snapshot()
    return marks.has(id) || placements.has(id)
  }
  const offScene = scene.subscribe(() => {
    const id = selected.snapshot()
    if (id !== undefined && !stands(id)) selected.set(undefined)
  })

  return {
    author,
    units: () => units,
    setUnits(next) {
      units = next
    },
    holderOf: (id) => held.get(id)?.by,
    heldNames: () => heldNames,
    setHeld(next) {
      held = next
      const others = [...next].filter(([, { by }]) => by !== author)
      heldNames = new Map(others.map(([id, { name }]) => [id, name]))
    },
    selected,
    select: (id) => selected.set(id === undefined || stands(id) ? id : undefined),
    onGrab: grabs.on,
    tellGrab: grabs.emit,
    onPoint: points.on,
    tellPoint: points.emit,
    onCue: cues.on,
    tellCue: cues.emit,
    close: offScene,
  }
}
