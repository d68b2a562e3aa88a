import type { Capability } from '#domain/capability.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneState } from '#domain/scene.ts'
import type { ConsoleTool } from './look-state.ts'

/** What a mark made now stands on: the technician's room, or a picture. */
export type Ground = 'space' | 'still'

const MEASURE_NEEDS_AR =
  'Lengths are measured in the room, so they need AR. Ask the technician to tap “Start AR”.'
const MEASURE_NEEDS_ROOM = 'This still has no metres: it does not know its place in the room.'
const MODELS_NEED_AR = 'Models stand in the room, so they need AR. Ask the technician to tap “Start AR”.'
const MODELS_NEED_ROOM = 'This still does not know its place in the room. Go back to the live picture.'

/** Nothing stands in the room but in the run of AR that the technician's device is in now, seen live or on a still of that run. */
export function groundOf(
  capability: Capability | undefined,
  stillId: Id | undefined,
  { stills }: Pick<SceneState, 'stills'>,
): Ground {
  if (capability?.ladder !== 'world') return 'still'
  if (stillId === undefined) return 'space'
  const spaceId = stills.get(stillId)?.camera?.spaceId
  return spaceId !== undefined && spaceId === capability.spaceId ? 'space' : 'still'
}

/** Tools that this picture has no use for, each with its reason: nothing is offered that the other side cannot show. */
export function unavailableOn(
  ground: Ground,
  capability: Capability | undefined,
): ReadonlyMap<ConsoleTool | 'models', string> {
  if (ground === 'space') return EVERYTHING
  return capability?.ladder === 'world' ? ON_A_STILL : WITHOUT_AR
}

// The same objects each time, so that a screen sees no change where there is none.
const EVERYTHING: ReadonlyMap<ConsoleTool | 'models', string> = new Map()
const WITHOUT_AR: ReadonlyMap<ConsoleTool | 'models', string> = new Map([
  ['measure', MEASURE_NEEDS_AR],
  ['models', MODELS_NEED_AR],
])
const ON_A_STILL: ReadonlyMap<ConsoleTool | 'models', string> = new Map([
  ['measure', MEASURE_NEEDS_ROOM],
  ['models', MODELS_NEED_ROOM],
])
