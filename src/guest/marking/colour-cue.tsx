import type { ReactElement } from 'react'
import { css, markColours, type CueShape } from '#ar/marks/colours.ts'
import type { MarkColour } from '#domain/mark.ts'

/** How a colour is called, and what it usually means (docs/marks.md). */
export const colourWords: Readonly<Record<MarkColour, { readonly name: string; readonly meaning: string }>> =
  {
    red: { name: 'Red', meaning: 'stop' },
    yellow: { name: 'Yellow', meaning: 'look out' },
    green: { name: 'Green', meaning: 'right' },
    blue: { name: 'Blue', meaning: 'good to know' },
    white: { name: 'White', meaning: 'plain' },
    magenta: { name: 'Magenta', meaning: 'your own' },
  }

const shapes: Readonly<Record<CueShape, ReactElement>> = {
  octagon: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3Z" />,
  triangle: <path d="M12 3.5 22 20.5H2L12 3.5Z" />,
  circle: <circle cx={12} cy={12} r={9.5} />,
  square: <rect x={3.5} y={3.5} width={17} height={17} />,
  ring: (
    <path
      fillRule="evenodd"
      d="M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19Zm0 4.5a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z"
    />
  ),
  diamond: <path d="m12 2 9.5 10L12 22 2.5 12 12 2Z" />,
}

/** A mark colour with the shape that goes with it, edged as marks are. */
export function ColourCue({
  colour,
  size = 24,
}: {
  readonly colour: MarkColour
  readonly size?: number
}): ReactElement {
  const { rgb, cue } = markColours[colour]
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={css(rgb)}
      stroke="var(--fp-mark-casing)"
      strokeWidth={1.5}
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[cue]}
    </svg>
  )
}
