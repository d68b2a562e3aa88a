const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Recent times as people say them ("5 minutes ago"), older ones as a day. Both in milliseconds since 1970. */
export function timeAgo(at: number, now: number): string {
  const past = now - at
  // Clocks of two devices differ: what seems to come from the near future has just happened.
  if (past < MINUTE) return 'just now'
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute')
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour')
  if (past < 7 * DAY) return relative.format(-Math.floor(past / DAY), 'day')
  return day.format(at)
}

/** `14 May 2026, 09:30`, in the time zone of this device. */
export function dateTime(at: number): string {
  return `${day.format(at)}, ${clock.format(at)}`
}

/** `0:07`, `12:30`, `1:02:03`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in steps of 1000, as operating systems print them: `740 kB`, `2.4 GB`. */
export function fileSize(bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000
    step++
  }
  return `${step > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[step]}`
}

/** `1 change`, `3 changes`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** The first letters of up to two words of a name, for a small round picture. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? '').at(0) ?? '')
    .join('')
    .toLocaleUpperCase()
}
