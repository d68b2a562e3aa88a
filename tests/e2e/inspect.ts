import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Nothing on a page is set smaller than this, in CSS pixels. */
const SMALLEST_TEXT = 14
/** A gloved thumb needs so much, in CSS pixels; half a pixel is the browser's rounding. */
const TARGET = 48 - 0.5

/**
 * Holds what is on the page now against the rules that hold on every screen: no accessibility rule of axe broken, nothing to scroll
 * sideways, no small print, and for `gloves` no control that is too small for them.
 */
export async function inspect(page: Page, screen: string, { gloves = false } = {}): Promise<void> {
  // What is still fading has the colours of no state. A change that was just asked for (another colour scheme) is drawn first, and
  // comes without its transitions; what fades in by an animation ends first.
  await page.evaluate(async () => {
    const still = new CSSStyleSheet()
    still.replaceSync('*, *::before, *::after { transition: none !important }')
    document.adoptedStyleSheets.push(still)
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  })
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
      ),
  )
  // The simulated room lies under the page as the camera lies under a real one: it is not part of the page.
  const { violations } = await new AxeBuilder({ page })
    .exclude('body > div:not(#root):not([data-portal])')
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`),
    `accessibility of ${screen}`,
  ).toEqual([])
  const found = await page.evaluate(
    ({ smallest, target }) => {
      const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) =>
        element.checkVisibility({ visibilityProperty: true }),
      )
      const ownText = (element: Element): boolean =>
        [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '',
        )
      const name = (element: Element): string =>
        (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)
      return {
        sideways: document.documentElement.scrollWidth - window.innerWidth,
        smallText: shown
          .filter((element) => ownText(element) && parseFloat(getComputedStyle(element).fontSize) < smallest)
          .map(name),
        smallTargets: shown
          .filter((element) => element.matches('button, a[href], input, textarea, select'))
          .filter((element) => {
            const { width, height } = element.getBoundingClientRect()
            return width < target || height < target
          })
          .map(name),
      }
    },
    { smallest: SMALLEST_TEXT, target: TARGET },
  )
  await page.evaluate(() => document.adoptedStyleSheets.pop())
  expect(found.sideways, `${screen} scrolls sideways`).toBeLessThanOrEqual(0)
  expect(found.smallText, `small print on ${screen}`).toEqual([])
  if (gloves) expect(found.smallTargets, `too small for gloves on ${screen}`).toEqual([])
}
