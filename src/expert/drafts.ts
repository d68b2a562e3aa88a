import { createValue, type Engine } from '#domain/engine.ts'
import type { Mark } from '#domain/mark.ts'
import type { SceneState } from '#domain/scene.ts'
import type { SharedSession } from '#call/shared-session.ts'

/** The shared scene with one mark on top that is still being drawn, so that a stroke is seen from its first point. */
export interface DraftedScene extends Engine<SceneState> {
  draw(mark: Mark | undefined): void
}

export function createDraftedScene(shared: SharedSession): DraftedScene {
  let draft: Mark | undefined
  const scene = createValue<SceneState>(shared.snapshot().scene)

  function follow(): void {
    const base = shared.snapshot().scene
    scene.set(draft === undefined ? base : { ...base, marks: new Map(base.marks).set(draft.id, draft) })
  }
  const off = shared.subscribe(follow)
  return {
    snapshot: scene.snapshot,
    subscribe: scene.subscribe,
    draw(mark) {
      draft = mark
      follow()
    },
    close: off,
  }
}
