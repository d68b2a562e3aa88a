import type { LiveViewState } from '#ar/live-view/live-view.ts'
import type { Capability, Tracking, TrackingReason } from '#domain/capability.ts'

/** What the technician's AR knows about its place, for the expert. */
const trackingWords: Readonly<Record<Tracking, string>> = {
  none: 'AR',
  starting: 'AR looks for surfaces',
  good: 'AR is steady',
  limited: 'AR is unsure',
  lost: 'AR lost its place',
}

/** Why it does not know its place well. */
const reasonWords: Readonly<Record<TrackingReason, string>> = {
  'moving-fast': 'the phone moves too fast',
  'too-dark': 'it is too dark',
  'nothing-to-hold-on-to': 'there is too little detail in view',
}

/** What the expert can say to the technician about it. */
const adviceWords: Readonly<Record<TrackingReason, string>> = {
  'moving-fast': 'Ask the technician to move slowly.',
  'too-dark': 'Ask for more light.',
  'nothing-to-hold-on-to': 'Ask the technician to step back, or to show edges and labels.',
}

export interface StateWords {
  readonly text: string
  /** What to do about it, where something can be done. */
  readonly advice: string | undefined
  readonly tone: 'calm' | 'warning'
}

/**
 * How well AR knows its place, once frames of AR are really seen: between the phone's word and its first frame the last camera picture
 * still stands there, and nothing on it has a place in the room.
 */
export function arWords(tracking: Tracking, readableShare: number, reason?: TrackingReason): StateWords {
  // A phone that lost its place may send no frames at all: then its own word is the news.
  if (readableShare === 0 && tracking !== 'lost')
    return { text: 'Waiting for the AR picture', advice: undefined, tone: 'calm' }
  if (tracking !== 'limited' && tracking !== 'lost')
    return { text: trackingWords[tracking], advice: undefined, tone: 'calm' }
  return {
    text: [trackingWords[tracking], ...(reason === undefined ? [] : [reasonWords[reason]])].join(': '),
    advice: reason === undefined ? 'Ask the technician to move slowly.' : adviceWords[reason],
    tone: 'warning',
  }
}

/** How well marks hold in a picture without AR, from what is known of each still that has some. */
export function cameraWords(stills: LiveViewState['stills']): StateWords {
  const seen = [...(stills?.values() ?? [])].filter(({ status }) => status === 'seen')
  if (seen.length === 0)
    return {
      text: 'No AR: marks stick where there is detail',
      advice: undefined,
      tone: 'calm',
    }
  if (seen.every(({ isSteady }) => isSteady))
    return { text: 'No AR: marks hold', advice: undefined, tone: 'calm' }
  return {
    text: 'No AR: marks hold weakly',
    advice: 'Ask the technician to hold still, or to show the place from where it was marked.',
    tone: 'warning',
  }
}

/**
 * Why the phone sends less than it could; undefined while it does not. No name of a button is in it ("Send"): who asks for that button,
 * by voice or by script, is to find one.
 */
export function savingWords(saving: Capability['saving']): StateWords | undefined {
  switch (saving) {
    case 'heat':
      return {
        text: 'The phone is hot: smaller picture',
        advice: 'Shade helps, and a pause: the picture gets better by itself.',
        tone: 'warning',
      }
    case 'battery':
      return {
        text: 'Low battery: smaller picture',
        advice: 'A charger brings the full picture back.',
        tone: 'warning',
      }
    case undefined:
      return undefined
  }
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
