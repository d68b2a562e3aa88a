import { expect, it } from 'vitest'
import { cdp } from 'vitest/browser'
import { askPersistence } from '#store/ask-persistence.ts'
import { browserOnline, browserVisible } from '#store/browser-edge.ts'
import { until } from '../../contracts/local-store-records.ts'

it('[BE1] follows what the browser says of its network', async () => {
  const online = browserOnline(window)
  const seen: boolean[] = []
  const off = online.subscribe(() => seen.push(online.snapshot()))
  // Only what the page is told: cutting the network itself would cut the test off from its runner.
  const network = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  await cdp().send('Network.overrideNetworkState', { ...network, offline: true })
  await until(online, (isOnline) => !isOnline)
  await cdp().send('Network.overrideNetworkState', { ...network, offline: false })
  await until(online, (isOnline) => isOnline)
  expect(seen).toEqual([false, true])
  off()
  window.dispatchEvent(new Event('online'))
  expect(seen).toEqual([false, true])
})

it('[BE2] knows whether the page can be seen', () => {
  const visible = browserVisible(document)
  let told = 0
  const off = visible.subscribe(() => void told++)
  expect(visible.snapshot()).toBe(true)
  document.dispatchEvent(new Event('visibilitychange'))
  off()
  document.dispatchEvent(new Event('visibilitychange'))
  expect(told).toBe(1)
})

it('[BE3] asks the browser to keep what is stored, and says how much room there is', async () => {
  const { persisted, freeBytes } = await askPersistence(navigator.storage)
  expect(persisted).toBe(await navigator.storage.persisted())
  expect(freeBytes).toBeGreaterThan(1_000_000)
})
