import { expect, it } from 'vitest'
import { installPhoneSimulator } from '#ar/simulator/install.ts'

it('[PT1] like a phone, it starts AR only within a tap', async () => {
  const phone = await installPhoneSimulator()
  expect(window.phoneSimulator).toBe(phone)
  expect(await installPhoneSimulator()).toBe(phone)
  expect(navigator.userActivation.isActive).toBe(false)
  const request = navigator.xr?.requestSession('immersive-ar', { requiredFeatures: ['local-floor'] })
  await expect(request).rejects.toMatchObject({ name: 'SecurityError' })
})
