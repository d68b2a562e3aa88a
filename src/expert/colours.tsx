import type { ReactElement } from 'react'
import { markColours } from '#ar/marks/colours.ts'
import { MarkColour } from '#domain/mark.ts'
import { colourKey } from './shortcuts.ts'
import { Tip } from './tip.tsx'
import styles from './toolbar.module.css'

/** What each colour says; the shape beside it says the same. */
const meanings: Readonly<Record<MarkColour, string>> = {
  red: 'Red: stop, danger',
  yellow: 'Yellow: attention',
  green: 'Green: right, go on',
  blue: 'Blue: information',
  white: 'White: neutral',
  magenta: 'Magenta: do this',
}

export interface ColoursProps {
  readonly label: string
  readonly value: MarkColour
  readonly onChange: (colour: MarkColour) => void
  readonly side?: 'right' | 'top'
}

/** The colours of marks, each with its own shape. */
export function Colours({ label, value, onChange, side = 'right' }: ColoursProps): ReactElement {
  return (
    <div className={styles.colours} role="radiogroup" aria-label={label}>
      {MarkColour.options.map((one) => (
        <Tip key={one} label={meanings[one]} shortcut={colourKey(one)} side={side}>
          <span className={styles.colour}>
            <input
              type="radio"
              name={label}
              className={styles.swatch}
              data-cue={markColours[one].cue}
              style={{ background: `rgb(${markColours[one].rgb.join(' ')})` }}
              aria-label={meanings[one]}
              checked={value === one}
              onChange={() => onChange(one)}
            />
          </span>
        </Tip>
      ))}
    </div>
  )
}

/** A colour with its shape, where something of that colour is named. */
export function ColourDot({ colour }: { readonly colour: MarkColour }): ReactElement {
  const { cue, rgb } = markColours[colour]
  return (
    <span className={styles.dot} title={meanings[colour]} aria-hidden>
      <span className={styles.swatch} data-cue={cue} style={{ background: `rgb(${rgb.join(' ')})` }} />
    </span>
  )
}
