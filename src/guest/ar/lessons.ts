import type { Tracking, TrackingReason } from '#domain/capability.ts'

/** What to do with the phone while AR does not know where it is. */
export interface Lesson {
  readonly words: string
  /** Said when the first sentence did not help for a while. */
  readonly tip: string
  /** The phone in the drawing sways: the movement that is asked for. */
  readonly sways: boolean
}

const reasons: Readonly<Record<TrackingReason, { readonly words: string; readonly tip: string }>> = {
  'moving-fast': {
    words: 'Move the phone more slowly',
    tip: 'Hold still for a moment. Then go on in calm, wide movements.',
  },
  'too-dark': {
    words: 'It is too dark for AR here',
    tip: 'Switch a lamp on, or point a light at the place. A light that shines into the lens does not help.',
  },
  'nothing-to-hold-on-to': {
    words: 'Show something with edges or a pattern',
    tip: 'Blank walls and shiny metal are hard to follow. Half a metre to two metres away is best.',
  },
}

const START: Lesson = {
  words: 'Move your phone slowly over what is in front of you',
  tip: 'It helps to have light, and things with edges and patterns half a metre to two metres away.',
  sways: true,
}

const LIMITED: Lesson = {
  words: 'Hold still for a moment, or find more light',
  tip: 'Blank walls and shiny metal are hard to follow. Show something with a pattern too.',
  sways: false,
}

/** @param reason why, as far as the device can tell */
export function lessonFor(tracking: Tracking, reason: TrackingReason | undefined): Lesson | undefined {
  switch (tracking) {
    case 'none':
    case 'good':
      return undefined
    case 'starting':
      return reason === undefined
        ? START
        : { ...START, tip: `${reasons[reason].words}. ${reasons[reason].tip}` }
    case 'limited':
      return reason === undefined ? LIMITED : { ...reasons[reason], sways: false }
    case 'lost':
      return {
        words: 'The phone lost its place. Point it at where you were before',
        tip:
          reason === undefined
            ? 'Marks come back when the phone knows the place again.'
            : `${reasons[reason].words}. ${reasons[reason].tip}`,
        sways: true,
      }
  }
}
