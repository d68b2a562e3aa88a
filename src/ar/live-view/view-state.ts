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
