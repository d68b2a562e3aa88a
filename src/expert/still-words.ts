import { count } from '#desk/parts/formats.ts'
import type { AlbumStill } from './still-album.ts'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** What a still is called among the others: "Still of 10:42:07". */
export function stillName({ at }: Pick<AlbumStill, 'at'>): string {
  return `Still of ${time.format(at)}`
}

/** The same with what is on it: "Still of 10:42:07, 3 marks". */
export function stillWords(still: Pick<AlbumStill, 'at' | 'marks'>): string {
  return still.marks === 0 ? stillName(still) : `${stillName(still)}, ${count(still.marks, 'mark')}`
}
