import type { ReactElement } from 'react'
import { MarkColour } from '#domain/mark.ts'
import { ColourCue, colourWords } from './colour-cue.tsx'
import { Tile, TrayGrid } from './tray.tsx'

/** Every colour with its shape and its name. */
export function Colours({
  chosen,
  onChoose,
}: {
  readonly chosen: MarkColour
  readonly onChoose: (colour: MarkColour) => void
}): ReactElement {
  return (
    <TrayGrid label="Colours" columns={[3, 6]}>
      {MarkColour.options.map((one) => (
        <Tile
          key={one}
          icon={<ColourCue colour={one} />}
          label={`${colourWords[one].name}, ${colourWords[one].meaning}`}
          pressed={one === chosen}
          onClick={() => onChoose(one)}
        >
          {colourWords[one].name}
        </Tile>
      ))}
    </TrayGrid>
  )
}
