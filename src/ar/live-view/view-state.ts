import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import type { LiveViewState } from './live-view.ts'

export const EMPTY_VIEW: LiveViewState = {
  mode: 'empty',
  picture: { width: 0, height: 0 },
  stillId: undefined,
  framesPerSecond: 0,
  readableShare: 0,
}

/** Whether both say the same: screens are told of rare facts, not of every frame. */
export function sameView(a: LiveViewState, b: LiveViewState): boolean {
  return (
    a.mode === b.mode &&
    a.stillId === b.stillId &&
    a.stills === b.stills &&
    a.unanswered === b.unanswered &&
    a.framesPerSecond === b.framesPerSecond &&
    a.readableShare === b.readableShare &&
    a.picture.width === b.picture.width &&
    a.picture.height === b.picture.height &&
    a.measure?.points === b.measure?.points &&
    a.measure?.metres === b.measure?.metres &&
    a.measure?.isGuess === b.measure?.isGuess
  )
}

/** Whether a model of that space plays: where no frames come by themselves, it still needs them. */
export function isPlaying({ placements }: SceneState, space: Id | undefined): boolean {
  for (const { spaceId, animation } of placements.values())
    if (spaceId === space && animation?.isPlaying === true) return true
  return false
}
