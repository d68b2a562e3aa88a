import type { CDPSession } from 'playwright-core'

/** Bytes between two samples on average: small, so that what is rare is seen too. */
const INTERVAL = 256

/** Functions that are listed when somebody asks who allocates: `WHO=1 npm run bench -- scene`. */
const LISTED = 12

/** What the browser does while no script runs: a fifth of a megabyte now and then, of its own. */
const BETWEEN_TASKS = '(IDLE_EXTERNAL)'

interface SampledNode {
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly selfSize: number
  readonly children?: readonly SampledNode[]
}

/** Bytes that the page's script allocated meanwhile, what was collected again included. Source: V8's sampling heap profiler. */
export async function garbageOf(inspector: CDPSession, act: () => Promise<unknown>): Promise<number> {
  await inspector.send('HeapProfiler.collectGarbage')
  await inspector.send('HeapProfiler.startSampling', {
    samplingInterval: INTERVAL,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  })
  await act()
  const { profile } = await inspector.send('HeapProfiler.stopSampling')
  const byFunction = new Map<string, number>()
  const visit = (node: SampledNode): number => {
    const { functionName, url, lineNumber } = node.callFrame
    const name = `${functionName} ${url.split('/').at(-1) ?? ''}:${lineNumber}`
    const size = functionName === BETWEEN_TASKS ? 0 : node.selfSize
    byFunction.set(name, (byFunction.get(name) ?? 0) + size)
    return (node.children ?? []).reduce((sum, child) => sum + visit(child), size)
  }
  const bytes = visit(profile.head)
  if (process.env['WHO'] !== undefined) {
    const largest = [...byFunction].sort(([, a], [, b]) => b - a).slice(0, LISTED)
    for (const [name, size] of largest) process.stderr.write(`    ${size} ${name}\n`)
  }
  return bytes
}
