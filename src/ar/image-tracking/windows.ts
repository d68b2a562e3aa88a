import type { MarkPlace } from './tracking-messages.ts'

/** A part of a still that is followed on its own, in the still's image coordinates, with the marks that stand in it. */
export interface StillWindow {
  /** The same for the same part. */
  readonly key: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly places: readonly MarkPlace[]
}

/** A smaller part, as a share of the still's width and height, has too little to be followed exactly. */
const LEAST = 0.5
/** Around a mark there is at least so much of its surface. */
const AROUND = 0.08
/** Each costs as much as a still of its own. */
const MOST = 3

const WHOLE = { key: 'whole', left: 0, top: 0, right: 1, bottom: 1 }

type Span = readonly [from: number, to: number]

const clamp = (value: number): number => Math.min(Math.max(value, 0), 1)

/** A stretch around a mark, at least `LEAST` long, inside 0 to 1. */
function stretch(from: number, to: number): Span {
  const a = clamp(from - AROUND)
  const b = clamp(to + AROUND)
  const missing = Math.max(0, LEAST - (b - a))
  const left = Math.min(Math.max(a - missing / 2, 0), 1 - Math.max(b - a, LEAST))
  return [Math.max(0, left), Math.min(1, left + Math.max(b - a, LEAST))]
}

function fits(place: MarkPlace, { left, top, right, bottom }: Omit<StillWindow, 'places'>): boolean {
  return (
    clamp(place.left - AROUND) >= left &&
    clamp(place.top - AROUND) >= top &&
    clamp(place.right + AROUND) <= right &&
    clamp(place.bottom + AROUND) <= bottom
  )
}

/**
 * Which parts of a still to follow for its marks. Marks near each other share one; marks far apart stand on different surfaces as
 * likely as not. A part that is followed already is kept as long as a mark stands in it, since a new one would have to be found first.
 */
export function windowsFor(
  places: readonly MarkPlace[],
  before: readonly StillWindow[],
): readonly StillWindow[] {
  const parts: Omit<StillWindow, 'places'>[] = [...before]
  const used = new Map<string, MarkPlace[]>()
  for (const place of places) {
    let part = parts.find((one) => fits(place, one))
    if (part === undefined) {
      const [left, right] = stretch(place.left, place.right)
      const [top, bottom] = stretch(place.top, place.bottom)
      const isOneTooMany = used.size >= MOST - 1
      part = isOneTooMany
        ? WHOLE
        : {
            key: [left, top, right, bottom].map((edge) => edge.toFixed(3)).join(' '),
            left,
            top,
            right,
            bottom,
          }
      parts.push(part)
    }
    used.set(part.key, [...(used.get(part.key) ?? []), place])
  }
  return [...used].flatMap(([key, inside]) => {
    const part = parts.find((one) => one.key === key)
    return part === undefined ? [] : [{ ...part, places: inside }]
  })
}
