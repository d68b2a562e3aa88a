import { CheckName, type DeviceReport } from '#domain/device-report.ts'
import { createValue, type Engine } from '#domain/engine.ts'
import type { Now } from '#domain/ids.ts'
import { unknown, type Finding, type Findings } from './finding.ts'

export interface CheckState {
  readonly phase: 'ready' | 'running' | 'done'
  readonly findings: Findings
  /** The camera's picture while it is looked at. */
  readonly preview: MediaStream | undefined
  /** How loud the microphone is, 0 to 1; undefined while it is not looked at. */
  readonly level: number | undefined
  /** What was found, once everything was looked at. */
  readonly report: DeviceReport | undefined
}

/** What a look may show of itself while it looks. */
interface Looking {
  preview(stream: MediaStream | undefined): void
  level(peak: number | undefined): void
}

/** One thing to do: it finds out about one or more checks. Looks without `after` start at once, together. */
export interface Look {
  readonly checks: readonly CheckName[]
  /** Waits for the look at that check: two questions of the browser at once confuse people, two transfers each other. */
  readonly after?: CheckName
  run(looking: Looking): Promise<Findings>
}

/** The device check: runs all looks and puts together what they found. */
export interface Checker extends Engine<CheckState> {
  /** Must be called inside a tap, since browsers let no page listen otherwise. Resolves when all is done; never rejects. */
  run(): Promise<void>
  /** One look more, when all is done: what it finds takes the place of what was found before. Must be called inside a tap. */
  add(look: Look): Promise<void>
}

/** A look that takes longer is given up, ms: a person was promised ten seconds, and a browser's question takes some. */
const PATIENCE_MS = 30_000

export function createChecker(deps: {
  readonly looks: readonly Look[]
  readonly device: string
  readonly now: Now
  /** Runs something later; returns its own off-function. */
  readonly after: (ms: number, run: () => void) => () => void
}): Checker {
  const { looks, device, now, after } = deps
  const state = createValue<CheckState>({
    phase: 'ready',
    findings: {},
    preview: undefined,
    level: undefined,
    report: undefined,
  })
  let round = 0

  async function runLook(look: Look, isCurrent: () => boolean): Promise<Findings> {
    const put = (change: Partial<CheckState>): void => {
      if (isCurrent()) state.set({ ...state.snapshot(), ...change })
    }
    let offTimer = (): void => undefined
    const tooLong = new Promise<Findings>((resolve) => {
      offTimer = after(PATIENCE_MS, () => resolve({}))
    })
    const looking: Looking = {
      preview: (preview) => put({ preview }),
      level: (level) => put({ level }),
    }
    // A browser may fail in ways that no list foresees: then it is not known, and the rest goes on.
    const found = await Promise.race([look.run(looking).catch((): Findings => ({})), tooLong])
    offTimer()
    const finding = (name: CheckName): Finding =>
      found[name] ?? unknown('This could not be found out', 'Run again.')
    const findings = Object.fromEntries(look.checks.map((name) => [name, finding(name)]))
    put({ findings: { ...state.snapshot().findings, ...findings } })
    return findings
  }

  async function run(): Promise<void> {
    if (state.snapshot().phase === 'running') return
    const mine = (round += 1)
    const isCurrent = (): boolean => mine === round
    state.set({ phase: 'running', findings: {}, preview: undefined, level: undefined, report: undefined })
    const running = new Map<CheckName, Promise<unknown>>()
    const all: Promise<unknown>[] = []
    for (const look of looks) {
      const before = look.after === undefined ? undefined : running.get(look.after)
      const done =
        before === undefined ? runLook(look, isCurrent) : before.then(() => runLook(look, isCurrent))
      for (const name of look.checks) running.set(name, done)
      all.push(done)
    }
    await Promise.all(all)
    if (isCurrent()) conclude()
  }

  async function add(look: Look): Promise<void> {
    const before = state.snapshot()
    if (before.phase !== 'done') return
    const mine = round
    const findings = { ...before.findings }
    for (const name of look.checks) delete findings[name]
    state.set({ ...before, phase: 'running', findings, report: undefined })
    const isCurrent = (): boolean => mine === round
    await runLook(look, isCurrent)
    if (isCurrent()) conclude()
  }

  function conclude(): void {
    const { findings } = state.snapshot()
    const checks = CheckName.options.flatMap((name) => {
      const finding = findings[name]
      return finding === undefined
        ? []
        : [{ name, verdict: finding.verdict, words: finding.words.slice(0, 200) }]
    })
    const report = { at: now(), device, checks }
    state.set({ ...state.snapshot(), phase: 'done', preview: undefined, level: undefined, report })
  }

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    run,
    add,
    close: () => void (round += 1),
  }
}
