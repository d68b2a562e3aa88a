import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { DeviceTroubles } from '#guest/device-troubles.tsx'
import { mount, unmount } from '../ui/mount.tsx'

afterEach(unmount)

describe('a microphone that does not work', () => {
  it('is asked for again outside AR only: the browser’s question could not be answered there', async () => {
    let asked = 0
    const troubles = (inAr: boolean) => (
      <DeviceTroubles
        camera="The camera is busy."
        microphone="This page may not use the microphone."
        inAr={inAr}
        onCamera={() => undefined}
        onMicrophone={() => (asked += 1)}
      />
    )
    const view = mount(troubles(true))
    await expect.element(page.getByText('once AR is stopped')).toBeVisible()
    expect(page.getByRole('button').elements()).toEqual([])
    view.rerender(troubles(false))
    await page.getByRole('button', { name: 'Try microphone again' }).click()
    expect(asked).toBe(1)
    await expect.element(page.getByRole('button', { name: 'Try camera again' })).toBeVisible()
  })
})
