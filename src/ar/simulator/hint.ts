/** How long the hint stays when nobody needs it, ms. */
const STAY = 12_000

/** One line for a person at a laptop. It lets every click through and leaves with the first move. */
export interface Hint {
  /** Shown once, with the first picture. */
  show(): void
  hide(): void
}

export function createHint(): Hint {
  let chip: HTMLElement | undefined
  let done = false

  const hide = (): void => {
    chip?.remove()
    chip = undefined
  }
  return {
    show() {
      // Fingers have nothing to drag with a mouse, and no keys.
      if (done || !matchMedia('(pointer: fine)').matches) return
      done = true
      chip = document.createElement('div')
      chip.setAttribute('aria-hidden', 'true')
      chip.textContent = 'Simulated phone: drag to look, WASD to walk'
      chip.style.cssText =
        'position:fixed;top:8px;left:50%;transform:translateX(-50%);z-index:2147483002;pointer-events:none;max-width:calc(100vw - 32px);' +
        'box-sizing:border-box;padding:4px 12px;border-radius:999px;background:rgb(20 23 26 / 0.72);color:#fff;' +
        'font:500 14px/20px system-ui,sans-serif;text-align:center;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'
      document.body.append(chip)
      setTimeout(hide, STAY)
    },
    hide,
  }
}
