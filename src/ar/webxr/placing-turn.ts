import type { Readable } from '#domain/engine.ts'
import type { Camera, ImagePoint, Pose, Quat } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import { movableIn } from '../resolve/mover.ts'
import { beforeStop, turnedUpright, twoFingers, withStop } from './placing-fingers.ts'
import type { Preview } from './preview.ts'

/** What is turned is put into the scene log at most this often, in milliseconds: the log keeps every version of it. */
const PUT_EVERY_MS = 200

export interface TurningDeps {
  readonly scene: Readable<SceneState>
  /** The scene as it is drawn here. */
  readonly shown: () => SceneState
  readonly preview: Pick<Preview, 'place'>
  readonly commit: (change: SceneChange) => void
  readonly spaceId: () => Id | undefined
  readonly author: Id
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
  /** The model has just come to its real size: to be felt. */
  readonly tick: () => void
}

/** Two fingers turn a model about its upright axis and scale it, with a stop at its real size. */
export interface Turning {
  /**
   * Each frame while both are down. False where there is nothing to turn: a mark, or a model that is locked or gone.
   * @param gesture the press of the hand that it belongs to
   */
  follow(id: Id, first: ImagePoint, second: ImagePoint, camera: Camera, gesture: Id): boolean
  /** A finger was lifted: how it stands now is put. */
  end(): void
}

interface Turn {
  readonly id: Id
  readonly gesture: Id
  last: readonly [ImagePoint, ImagePoint]
  orientation: Quat
  /** The scale as the fingers ask for it, without its stop. */
  asked: number
  hasNews: boolean
  putAt: number
}

export function createTurning(deps: TurningDeps): Turning {
  const { scene, shown, preview, commit, spaceId, author, performanceNow, tick } = deps
  let turn: Turn | undefined

  const modelIn = (state: SceneState, id: Id) => {
    const item = movableIn(state, id, spaceId())
    return item?.kind === 'placement' ? item.value : undefined
  }

  const poseNow = ({ id, orientation }: Turn): Pose | undefined => {
    const model = modelIn(shown(), id)
    return model && { position: model.pose.position, orientation }
  }

  const put = (of: Turn): void => {
    const model = modelIn(scene.snapshot(), of.id)
    const pose = poseNow(of)
    of.hasNews = false
    of.putAt = performanceNow()
    if (model === undefined || pose === undefined) return
    const placement = { ...model, pose, scale: withStop(of.asked) }
    commit({ kind: 'placement.put', placement, by: author, gesture: of.gesture })
  }

  const end = (): void => {
    if (turn?.hasNews === true) put(turn)
    turn = undefined
  }

  return {
    follow(id, first, second, { projection: [p0, p5] }, gesture) {
      const model = modelIn(shown(), id)
      if (model === undefined) {
        end()
        return false
      }
      const fingers = [first, second] as const
      if (turn?.id !== id || turn.gesture !== gesture) {
        end()
        const { orientation } = model.pose
        const asked = beforeStop(model.scale)
        turn = { id, gesture, last: fingers, orientation, asked, hasNews: false, putAt: performanceNow() }
        return true
      }
      const { twist, spread } = twoFingers(turn.last, fingers, p5 / p0)
      turn.last = fingers
      if (twist === 0 && spread === 1) return true
      const before = withStop(turn.asked)
      turn.orientation = turnedUpright(turn.orientation, twist)
      turn.asked *= spread
      const scale = withStop(turn.asked)
      if (scale === 1 && before !== 1) tick()
      turn.hasNews = true
      preview.place(id, poseNow(turn), scale)
      if (performanceNow() - turn.putAt >= PUT_EVERY_MS) put(turn)
      return true
    },
    end,
  }
}
