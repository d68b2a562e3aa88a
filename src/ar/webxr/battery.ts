/** Share of a full battery at which less is sent: one step, and two. */
const LOW = 0.2
const NEARLY_EMPTY = 0.1
/** It must be this much better before more is sent again, so that a reading that trembles does not change the picture's size. */
const CLEARLY = 0.03

interface Charge {
  readonly charging: boolean
  /** 0 to 1. */
  readonly level: number
}

/** Source: W3C Battery Status API; Chromium only, and not in the type library. */
interface BatteryManager extends Charge, EventTarget {}

/** How many steps of the pace to save for the battery. @param before what was said last */
export function stepsToSpare({ charging, level }: Charge, before: number): number {
  if (charging) return 0
  if (level <= NEARLY_EMPTY + (before > 1 ? CLEARLY : 0)) return 2
  return level <= LOW + (before > 0 ? CLEARLY : 0) ? 1 : 0
}

function isBattery(value: unknown): value is BatteryManager {
  return value instanceof EventTarget && 'charging' in value && 'level' in value
}

async function askBattery(): Promise<BatteryManager | undefined> {
  if (!('getBattery' in navigator) || typeof navigator.getBattery !== 'function') return undefined
  try {
    const battery: unknown = await Reflect.apply(navigator.getBattery, navigator, [])
    return isBattery(battery) ? battery : undefined
  } catch {
    // A permissions policy may forbid it.
    return undefined
  }
}

/** Tells how many steps to save, at once and whenever that changes; nothing where the browser tells no battery. Returns its off-function. */
export function watchBattery(onSteps: (steps: number) => void): () => void {
  let battery: BatteryManager | undefined
  let cancelled = false
  let steps = 0
  const look = (): void => {
    const next = battery ? stepsToSpare(battery, steps) : 0
    if (next === steps) return
    steps = next
    onSteps(steps)
  }
  const events = ['chargingchange', 'levelchange'] as const
  void askBattery().then((found) => {
    if (cancelled || found === undefined) return
    battery = found
    for (const event of events) found.addEventListener(event, look)
    look()
  })
  return () => {
    cancelled = true
    for (const event of events) battery?.removeEventListener(event, look)
  }
}
