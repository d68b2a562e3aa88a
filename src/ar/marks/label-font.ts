/** The device's own faces: every script and emoji that it can show, and nothing is fetched. */
const FAMILIES = `system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Noto Color Emoji', sans-serif`

export function fontOf(pixels: number, weight = 600): string {
  return `${weight} ${pixels}px ${FAMILIES}`
}
