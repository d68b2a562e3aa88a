import {
  P_FRAME,
  P_SESSION,
  P_SPACE,
  type XRDevice,
  type XRFrame,
  XRInputSource,
  XRInputSourceEvent,
  XRInputSourcesChangeEvent,
  type XRSession,
  XRSpace,
} from 'iwer'
import type { Quat } from '#domain/geometry.ts'
import { eventFrame } from './frames.ts'
import { matrixOf } from './maths.ts'
import { NO_HAND, SCREEN } from './platform.ts'

/** A finger on the screen, as the session knows it. */
export interface Press {
  /** Where it is now: 0 to 1, origin top left. */
  move(u: number, v: number): void
  /** Lifted: the session selects. */
  release(): void
  /** Taken away by the system: the press ends without a select. */
  cancel(): void
}

interface Held {
  readonly source: XRInputSource
  u: number
  v: number
  /** It slid since the session last heard of it. */
  moved: boolean
  stage: 'new' | 'held' | 'gone'
  ending: 'no' | 'select' | 'cancel'
}

/** Turns presses into transient screen input sources and their events, at the frames' pace. */
export interface ScreenInput {
  press(u: number, v: number): Press
  /** The emulator calls this in each frame, before the callbacks. */
  deliver(session: XRSession, frame: XRFrame): void
  /** The sources that are on the screen in the running frame. */
  sources(): readonly XRInputSource[]
  /** Resolves when the session has heard of all that presses did so far. */
  settled(): Promise<void>
  clear(): void
}

/** @param turnOf the turn, in the phone's frame, from its forward to the ray through a place of the screen */
export function createScreenInput(device: XRDevice, turnOf: (u: number, v: number) => Quat): ScreenInput {
  let held: Held[] = []
  let waiting: { readonly met: () => boolean; readonly resolve: () => void }[] = []

  const until = (met: () => boolean): Promise<void> =>
    met() ? Promise.resolve() : new Promise((resolve) => waiting.push({ met, resolve }))
  const wake = (): void => {
    const ready = waiting.filter(({ met }) => met())
    waiting = waiting.filter((one) => !ready.includes(one))
    for (const { resolve } of ready) resolve()
  }

  const create = (u: number, v: number): Held => {
    const space = new XRSpace(device.viewerSpace)
    const profiles = ['generic-touchscreen']
    const source = new XRInputSource(NO_HAND, SCREEN, profiles, space)
    return { source, u, v, moved: false, stage: 'new', ending: 'no' }
  }

  const deliver = (session: XRSession, frame: XRFrame): void => {
    const fresh = held.filter((press) => press.stage === 'new')
    const ending = held.filter((press) => press.stage === 'held' && press.ending !== 'no')
    const gone = held.filter((press) => press.stage === 'gone')
    held = held.filter((press) => press.stage !== 'gone')
    for (const press of held) {
      press.moved = false
      press.source.targetRaySpace[P_SPACE].offsetMatrix = matrixOf([0, 0, 0], turnOf(press.u, press.v))
    }

    session[P_SESSION].activeInputSources = held.map((press) => press.source)
    if (fresh.length + gone.length > 0) {
      const [added, removed] = [fresh, gone].map((some) => some.map((press) => press.source))
      session.dispatchEvent(
        new XRInputSourcesChangeEvent('inputsourceschange', {
          session,
          added: added ?? [],
          removed: removed ?? [],
        }),
      )
    }
    const say = (type: string, press: Held): void => {
      const carried = eventFrame(frame)
      session.dispatchEvent(new XRInputSourceEvent(type, { frame: carried, inputSource: press.source }))
      carried[P_FRAME].active = false
    }
    for (const press of fresh) {
      say('selectstart', press)
      press.stage = 'held'
    }
    for (const press of ending) {
      if (press.ending === 'select') say('select', press)
      say('selectend', press)
      press.stage = 'gone'
    }
    wake()
  }

  return {
    press(u, v) {
      const press = create(u, v)
      held.push(press)
      return {
        move(nextU, nextV) {
          press.u = nextU
          press.v = nextV
          press.moved = true
        },
        release() {
          press.ending = 'select'
        },
        cancel() {
          press.ending = 'cancel'
        },
      }
    },
    deliver,
    sources: () => held.filter((press) => press.stage === 'held').map((press) => press.source),
    settled: () =>
      until(() => held.every(({ stage, ending, moved }) => stage === 'held' && ending === 'no' && !moved)),
    clear() {
      held = []
      wake()
    },
  }
}
