/** Calls back at a steady rate also while the tab is in the background, where page timers are slowed to one a second. */
export function createTicker(periodMs: number, onTick: () => void): { close(): void } {
  const worker = new Worker(new URL('./ticker.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = onTick
  worker.postMessage(periodMs)
  return { close: () => worker.terminate() }
}
