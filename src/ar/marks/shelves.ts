/** Finds room for rectangles on sheets of one size, in shelves. Knows nothing of what is put there. */
export interface Shelves {
  /** Sheets in use so far. */
  readonly layers: number
  /** Share of all room that is taken, 0 to 1. */
  readonly share: number
  /** Undefined when there is no room left. */
  take(
    width: number,
    height: number,
  ): { readonly layer: number; readonly x: number; readonly y: number } | undefined
  /** One rectangle of that sheet is no longer needed; the sheet is used again once that holds for all of them. */
  release(layer: number): void
  clear(): void
}

interface Shelf {
  readonly y: number
  readonly height: number
  x: number
}

interface Sheet {
  used: number
  bottom: number
  shelves: Shelf[]
}

/** A shelf may be this much higher than what is put on it while there is room for a better one. */
const LOOSE = 1.25
/**
 * Everything lies on this grid, with a bit of it left free between neighbours: smaller mipmaps of one do not shine into the other, and a
 * label looks the same wherever it lies.
 */
const GRID = 4

function onGrid(size: number): number {
  return Math.ceil((size + 1) / GRID) * GRID
}

export function createShelves(width: number, height: number, mostLayers: number): Shelves {
  const sheets: Sheet[] = []

  function onShelf(w: number, h: number, loose: number): { layer: number; x: number; y: number } | undefined {
    for (const [layer, sheet] of sheets.entries()) {
      for (const shelf of sheet.shelves) {
        if (h > shelf.height || shelf.height > h * loose || shelf.x + w > width) continue
        const found = { layer, x: shelf.x, y: shelf.y }
        shelf.x += onGrid(w)
        sheet.used++
        return found
      }
    }
    return undefined
  }

  function newShelf(h: number): boolean {
    let sheet = sheets.find(({ bottom }) => bottom + h <= height)
    if (sheet === undefined) {
      if (sheets.length >= mostLayers) return false
      sheet = { used: 0, bottom: 0, shelves: [] }
      sheets.push(sheet)
    }
    sheet.shelves.push({ y: sheet.bottom, height: h, x: 0 })
    sheet.bottom += onGrid(h)
    return true
  }

  return {
    get layers() {
      return sheets.length
    },
    get share() {
      return sheets.reduce((sum, { bottom }) => sum + Math.min(bottom, height), 0) / (height * mostLayers)
    },
    take(w, h) {
      if (w > width || h > height) return undefined
      return (
        onShelf(w, h, LOOSE) ??
        (newShelf(h) ? onShelf(w, h, 1) : undefined) ??
        onShelf(w, h, Number.POSITIVE_INFINITY)
      )
    },
    release(layer) {
      const sheet = sheets[layer]
      if (sheet === undefined || --sheet.used > 0) return
      sheet.bottom = 0
      sheet.shelves = []
    },
    clear() {
      sheets.length = 0
    },
  }
}
