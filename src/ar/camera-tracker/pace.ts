/** Share of one processor core that looking for stills may take on a phone that also films, sends and draws. */
const SHARE = 0.6
/** Never slower than 15 pictures a second for the sake of that share, and no faster than a camera's 30; in milliseconds. */
const LONGEST = 62
const SHORTEST = 28

/** How long after a picture the next one is looked at, both counted from when they came: a slow device rests between them. */
export function pauseAfter(cost: number): number {
  return Math.min(Math.max(cost / SHARE, SHORTEST), LONGEST)
}
