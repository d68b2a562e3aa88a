import type { Id } from '#domain/ids.ts'
import { resolveSurface } from './resolve-surface.ts'
import type { Aim, Surface } from './surface.ts'
import type { SurfaceFinder } from './surface-finder.ts'

/** How long something with an approximate place is tried again, and how often: surfaces are found as the phone moves. */
const RETRY_FOR_MS = 3000
const RETRY_EVERY_MS = 250

export interface SettlerDeps {
  readonly finder: SurfaceFinder
  /** Monotonic milliseconds. */
  readonly performanceNow: () => number
}

/** Something that looks for its place in the world. */
interface Seeker {
  readonly id: Id
  readonly aim: Aim
  /** Called with the first answer, also an approximate one, and once more if a better one comes. */
  place(surface: Surface): void
  /** Whether a better place is still wanted: it stands where it was put, in the same space. */
  isWanted(): boolean
}

/** Finds places, and tries the approximate ones again for a while. */
export interface Settler {
  seek(seeker: Seeker): void
  /** Whether a better place may still come. */
  isSeeking(id: Id): boolean
  /** Once per frame. */
  tick(): void
  clear(): void
}

interface Search {
  readonly seeker: Seeker
  isAsking: boolean
  /** When to ask again and until when; undefined before the first answer. */
  nextAt: number
  until: number | undefined
}

export function createSettler({ finder, performanceNow }: SettlerDeps): Settler {
  const searches = new Map<Id, Search>()

  const ask = async (search: Search): Promise<void> => {
    const { seeker } = search
    search.isAsking = true
    const surface = await resolveSurface(seeker.aim, finder)
    search.isAsking = false
    // The answer is late when the space changed, or somebody took the mark away, while the device was asked.
    if (searches.get(seeker.id) !== search) return
    if (!seeker.isWanted()) {
      searches.delete(seeker.id)
      return
    }
    const time = performanceNow()
    const isFirst = search.until === undefined
    search.until ??= time + RETRY_FOR_MS
    search.nextAt = time + RETRY_EVERY_MS
    const isGood = surface.quality !== 'approximate'
    if (isGood) searches.delete(seeker.id)
    if (isGood || isFirst) seeker.place(surface)
  }

  return {
    seek(seeker) {
      const search: Search = { seeker, isAsking: false, nextAt: 0, until: undefined }
      searches.set(seeker.id, search)
      void ask(search)
    },
    isSeeking: (id) => searches.has(id),
    tick() {
      if (searches.size === 0) return
      const time = performanceNow()
      for (const [id, search] of searches) {
        if (search.isAsking) continue
        if (search.until === undefined || time >= search.until) searches.delete(id)
        else if (time >= search.nextAt) void ask(search)
      }
    },
    clear: () => searches.clear(),
  }
}
