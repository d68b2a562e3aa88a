export const DAY = 86_400_000

/** How long a link may be told to work: labels, and milliseconds as text. */
export const lives = [
  { label: 'one day', value: String(DAY) },
  { label: 'one week', value: String(7 * DAY) },
  { label: 'one month', value: String(30 * DAY) },
  { label: 'three months', value: String(91 * DAY) },
] as const
