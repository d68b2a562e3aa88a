const KEY = 'farpoint.ar-camera'
const ARMED = 'armed'

/**
 * Reading the camera picture in AR has ended whole tabs (see chrome-crash.ts). A note in the browser's storage outlives
 * such an end: found at the next start, AR runs once without the camera picture instead of crashing again.
 */
export interface CameraSentinel {
  /** False once after a start that never came to `disarm`; asking takes the note away, so that the start after tries again. */
  mayUseCamera(): boolean
  /** Before the camera picture is first asked for. */
  arm(): void
  /** When the picture has run for a while, the session ended in good order, or the page is left. */
  disarm(): void
}

/** @param storage gives localStorage; where the user has blocked it, asking for it alone throws, and it counts as empty */
export function createCameraSentinel(
  storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): CameraSentinel {
  const quietly = <T>(action: () => T): T | undefined => {
    try {
      return action()
    } catch {
      return undefined
    }
  }
  const disarm = (): void => {
    quietly(() => storage().removeItem(KEY))
  }
  return {
    mayUseCamera() {
      const crashed = quietly(() => storage().getItem(KEY)) === ARMED
      disarm()
      return !crashed
    },
    arm() {
      quietly(() => storage().setItem(KEY, ARMED))
    },
    disarm,
  }
}
