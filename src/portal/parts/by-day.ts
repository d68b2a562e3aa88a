const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

export interface Day<T> {
  readonly name: string
  readonly items: readonly T[]
}

/** Things in the order of time, gathered into the days of this device's calendar. */
export function byDay<T>(items: readonly T[], timeOf: (item: T) => number): readonly Day<T>[] {
  const days: { name: string; items: T[] }[] = []
  for (const item of items) {
    const name = day.format(timeOf(item))
    const last = days.at(-1)
    if (last?.name === name) last.items.push(item)
    else days.push({ name, items: [item] })
  }
  return days
}

/** `09:30` */
export function clockTime(at: number): string {
  return clock.format(at)
}
