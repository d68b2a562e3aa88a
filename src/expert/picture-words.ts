import type { Tracking } from '#domain/capability.ts'

/** What the technician's AR knows about its place, for the expert. */
const trackingWords: Readonly<Record<Tracking, string>> = {
  none: 'AR',
  starting: 'AR looks for surfaces',
  good: 'AR is steady',
  limited: 'AR is unsure: less light or too fast',
  lost: 'AR lost its place',
}

/**
 * The same, once frames of AR are really seen: between the phone's word and its first frame the last camera picture still
 * stands there, and nothing on it has a place in the room.
 */
export function arWords(tracking: Tracking, readableShare: number): string {
  // A phone that lost its place may send no frames at all: then its own word is the news.
  return readableShare > 0 || tracking === 'lost' ? trackingWords[tracking] : 'Waiting for the AR picture'
}

/** From so many frames a second a picture feels alive, and from so many it can be worked with. */
const GOOD = 15
const FAIR = 7

/** One word for how well the picture moves; the number is in the title, for those who want it. */
export function pictureQuality(framesPerSecond: number): { readonly word: string; readonly title: string } {
  const frames = Math.round(framesPerSecond)
  const title = `${frames} ${frames === 1 ? 'frame' : 'frames'} a second`
  if (frames < 1) return { word: 'Picture stands still', title }
  return {
    word: `Picture ${frames >= GOOD ? 'good' : frames >= FAIR ? 'fair' : 'poor'}`,
    title,
  }
}
