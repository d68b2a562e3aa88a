import { expect, it } from 'vitest'
import { installPhoneSimulator } from '#ar/simulator/install.ts'
import { EVERYTHING, framesUntil, startAr } from './ar-session.ts'

const chip = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('body > div')].find((div) =>
    div.textContent?.startsWith('Simulated phone'),
  )

it('[PI1] the hint lies on bare picture, below what the app shows, lets clicks through and leaves with the first move', async () => {
  const phone = await installPhoneSimulator({ needsTap: false })
  const root = document.createElement('div')
  const bar = document.createElement('header')
  bar.style.cssText = 'position:absolute;left:0;right:0;top:0;height:60px;background:#fff'
  root.append(bar)
  document.body.append(root)
  const ar = await startAr({ ...EVERYTHING, domOverlay: { root } })
  await framesUntil(ar, () => chip()?.style.visibility === 'visible')
  const box = chip()?.getBoundingClientRect()
  expect(box?.top).toBeGreaterThanOrEqual(60)
  expect(document.elementsFromPoint(innerWidth / 2, (box?.top ?? 0) + 5)).not.toContain(chip())

  const before = phone.pose()
  document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'ArrowUp', bubbles: true }))
  await framesUntil(ar, () => phone.pose() !== before)
  expect(chip()).toBeUndefined()
  await ar.end()
})
