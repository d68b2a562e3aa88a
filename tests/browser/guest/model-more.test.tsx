import { useState, type ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Placement } from '#domain/placement.ts'
import { ModelMore } from '#guest/ar/model-more.tsx'
import { mount, unmount } from '../ui/mount.tsx'

afterEach(() => {
  unmount()
  delete document.documentElement.dataset['theme']
})

const model: Placement = {
  id: '00000000-0000-4000-8000-000000000001',
  author: '00000000-0000-4000-8000-000000000002',
  at: 1,
  modelId: 'pump',
  spaceId: '00000000-0000-4000-8000-000000000003',
  quality: 'depth',
  pose: { position: [0, 0, 0], orientation: [0.7, 0, 0, 0.7] },
  scale: 3,
}
const facts = {
  clips: [
    { name: 'Open the cover', seconds: 4 },
    { name: '', seconds: 2 },
  ],
  parts: ['Lid', 'Impeller', 'A_very_long_name_of_a_part_as_files_have_them_housing_lower_left_001'],
  size: [0.42, 0.3, 0.28],
  triangles: 10,
} as const

let shown: Placement = model
let changes = 0

function Sheet({ isStill = false }: { readonly isStill?: boolean }): ReactElement {
  const [placement, setPlacement] = useState(model)
  return (
    <ModelMore
      placement={placement}
      name="Pump"
      facts={facts}
      isStill={isStill}
      now={() => 1000}
      onClose={() => undefined}
      onChange={(next) => {
        if (next !== placement) changes += 1
        shown = next
        setPlacement(next)
      }}
    />
  )
}

function open(isStill = false): void {
  shown = model
  changes = 0
  mount(<Sheet isStill={isStill} />)
}

describe('what more can be done with a model on the phone', () => {
  it('a clip is chosen, stepped through while it stands, and played', async () => {
    open()
    await page.getByRole('button', { name: 'On a little' }).click()
    expect(shown.animation).toMatchObject({
      clip: 'Open the cover',
      isPlaying: false,
      second: expect.closeTo(0.1),
    })
    await page.getByRole('radio', { name: 'Number 2' }).click()
    expect(shown.animation).toMatchObject({ clip: '', isPlaying: true, second: 0 })
    await expect.element(page.getByRole('button', { name: 'Back a little' })).toBeDisabled()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Back a little' }).click()
    expect(shown.animation?.second).toBeCloseTo(1.9)
  })

  it('parts go and come by their names', async () => {
    open()
    await page.getByRole('checkbox', { name: 'Lid' }).click()
    expect(shown.hiddenParts).toEqual(['Lid'])
    await expect.element(page.getByText('Parts, 1 hidden')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Lid' }).click()
    expect(shown.hiddenParts).toEqual([])
  })

  it('is cut open when the hand lets go: one change for one drag, another side by a tap, whole again at nothing', async () => {
    open()
    const slider = page.getByRole('slider', { name: 'Cut away' })
    await userEvent.click(slider)
    expect(shown.cut?.axis).toBe('y')
    expect(shown.cut?.share).toBeGreaterThan(0.3)
    expect(changes).toBe(1)
    await page.getByRole('radio', { name: 'Side' }).click()
    expect(shown.cut?.axis).toBe('x')
    slider.element().focus()
    await userEvent.keyboard('{Home}')
    expect(shown.cut).toBeUndefined()
    await userEvent.tab()
    expect(changes).toBe(3)
  })

  it('is set upright in real size, but not while it is locked or in another hand', async () => {
    open()
    await page.getByRole('button', { name: /^Reset/ }).click()
    expect(shown).toMatchObject({
      scale: 1,
      pose: { orientation: [0, expect.any(Number), 0, expect.any(Number)] },
    })
    open(true)
    await expect.element(page.getByRole('button', { name: /^Reset/ })).toBeDisabled()
    await expect.element(page.getByRole('checkbox', { name: 'Lid' })).toBeEnabled()
  })

  it.each(['light', 'dark'])('fits gloves on a narrow phone, in %s', async (scheme) => {
    await page.viewport(360, 740)
    document.documentElement.dataset['theme'] = scheme
    open()
    await page.getByRole('checkbox', { name: 'Lid' }).click()
    const sheet = page.getByRole('dialog', { name: 'Pump' }).element()
    await Promise.all(sheet.getAnimations().map((animation) => animation.finished))
    for (const control of sheet.querySelectorAll('button, input')) {
      const { width, height } = control.getBoundingClientRect()
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(47.5)
    }
    for (const scroller of sheet.querySelectorAll('[role="group"]'))
      expect(scroller.scrollWidth).toBeLessThanOrEqual(scroller.clientWidth)
    // Half of the screen stays for the model.
    expect(sheet.getBoundingClientRect().height).toBeLessThanOrEqual(370)
  })
})
