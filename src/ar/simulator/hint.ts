import { isBarePicture } from './bare-picture.ts'

const WORDS = 'Simulated phone: drag to look, WASD to walk'
/** How long the hint can be read when nobody needs it, in looks. */
const STAY = 12
/** Between two looks at what the app shows, ms: its screens change, and the hint gives way. */
const LOOK = 1000
/** From edge to edge of the places that are tried, top first, pixels. */
const STEP = 44

/** One line for a person at a laptop. It lies over bare picture only, lets every click through and leaves with the first move. */
export interface Hint {
  /** Shown once, with the first picture. */
  show(): void
  hide(): void
}

const STYLE =
  'position:fixed;left:50%;transform:translateX(-50%);z-index:2147483002;pointer-events:none;box-sizing:border-box;' +
  'max-width:calc(100vw - 32px);padding:4px 12px;border-radius:999px;background:rgb(20 23 26 / 0.72);color:#fff;' +
  'font:500 14px/20px system-ui,sans-serif;text-align:center;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'

/** Whether the app shows nothing of its own where the chip would lie. */
function free(chip: HTMLElement, root: Element | undefined): boolean {
  const { left, right, top, bottom } = chip.getBoundingClientRect()
  const spots = [left, (left + right) / 2, right].flatMap((x) => [top, bottom].map((y) => [x, y] as const))
  return spots.every(([x, y]) => isBarePicture(document.elementFromPoint(x, y), x, y, root))
}

/** @param overlayRoot the running session's overlay root, if there is one */
export function createHint(overlayRoot: () => Element | undefined): Hint {
  let chip: HTMLElement | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let done = false
  let looks = 0

  const hide = (): void => {
    clearInterval(timer)
    chip?.remove()
    chip = undefined
  }
  const look = (): void => {
    if (!chip) return
    chip.style.visibility = 'hidden'
    for (let top = 8; top < innerHeight - STEP; top += STEP) {
      chip.style.top = `${top}px`
      if (!free(chip, overlayRoot())) continue
      chip.style.visibility = 'visible'
      looks += 1
      break
    }
    if (looks > STAY) hide()
  }
  return {
    show() {
      // Fingers have no mouse to drag with, and no keys.
      if (done || !matchMedia('(pointer: fine)').matches) return
      done = true
      chip = document.createElement('div')
      chip.setAttribute('aria-hidden', 'true')
      chip.textContent = WORDS
      chip.style.cssText = STYLE
      chip.style.visibility = 'hidden'
      document.body.append(chip)
      timer = setInterval(look, LOOK)
    },
    hide,
  }
}
