import { useState, type ReactElement } from 'react'
import { canResize, canTurn, resized, textOf, turned } from '#ar/live-view/mark-edits.ts'
import type { Mark } from '#domain/mark.ts'
import { LargerIcon, SmallerIcon, TextIcon, TrashIcon, TurnLeftIcon, TurnRightIcon } from '#ui/icons-mark.tsx'
import type { GuestCall } from '../guest-call.ts'
import { ColourCue } from './colour-cue.tsx'
import { Colours } from './colours.tsx'
import styles from './mark-tray.module.css'
import { Tile, TrayActions } from './tray.tsx'

/** One tap makes a mark larger by this factor, or turns it by so many radians: seen at once, and a few taps go far. */
const LARGER = 1.25
const TURN = Math.PI / 12

export interface MarkTrayProps {
  readonly guest: GuestCall
  readonly mark: Mark
  readonly name: string
  /** Who else has a hand on it: nothing is changed meanwhile. */
  readonly heldBy?: string | undefined
  /** Width over height of the picture that a mark on a still lies on. */
  readonly aspect?: number
  /** Other words are wanted for it. */
  readonly onReword: () => void
}

/** What can be done with the mark that is picked: only what this mark can. Each tap is one step that can be undone. */
export function MarkTray({ guest, mark, name, heldBy, aspect = 1, onReword }: MarkTrayProps): ReactElement {
  const { shared, self } = guest
  const [isPainting, setPainting] = useState(false)
  const isHeld = heldBy !== undefined
  const put = (next: Mark): void => {
    if (next !== mark) shared.commit({ kind: 'mark.put', mark: next, by: self.id })
  }
  return (
    <>
      <TrayHead name={name} heldBy={heldBy} />
      {isPainting ? (
        <Colours
          chosen={mark.colour}
          onChoose={(colour) => {
            setPainting(false)
            if (colour !== mark.colour) put({ ...mark, colour })
          }}
        />
      ) : null}
      <TrayActions>
        <Tile
          icon={<ColourCue colour={mark.colour} />}
          expanded={isPainting}
          disabled={isHeld}
          onClick={() => setPainting(!isPainting)}
        >
          Colour
        </Tile>
        {textOf(mark) === undefined ? null : (
          <Tile icon={<TextIcon />} disabled={isHeld} onClick={onReword}>
            Words
          </Tile>
        )}
        {canResize(mark) ? (
          <>
            <Tile icon={<SmallerIcon />} disabled={isHeld} onClick={() => put(resized(mark, 1 / LARGER))}>
              Smaller
            </Tile>
            <Tile icon={<LargerIcon />} disabled={isHeld} onClick={() => put(resized(mark, LARGER))}>
              Larger
            </Tile>
          </>
        ) : null}
        {canTurn(mark) ? (
          <>
            <Tile
              icon={<TurnLeftIcon />}
              label="Left: turn it"
              disabled={isHeld}
              onClick={() => put(turned(mark, TURN, aspect))}
            >
              Left
            </Tile>
            <Tile
              icon={<TurnRightIcon />}
              label="Right: turn it"
              disabled={isHeld}
              onClick={() => put(turned(mark, -TURN, aspect))}
            >
              Right
            </Tile>
          </>
        ) : null}
        <Tile
          icon={<TrashIcon />}
          disabled={isHeld}
          onClick={() => shared.commit({ kind: 'mark.remove', markId: mark.id })}
        >
          Delete
        </Tile>
      </TrayActions>
    </>
  )
}

/** What is picked, and what is to be known of it. */
export function TrayHead({
  name,
  detail,
  heldBy,
}: {
  readonly name: string
  readonly detail?: string | undefined
  readonly heldBy: string | undefined
}): ReactElement {
  return (
    <p className={styles.head} role="status">
      <strong className={styles.name}>{name}</strong>
      {heldBy === undefined ? (
        detail === undefined ? null : (
          <span>{detail}</span>
        )
      ) : (
        <span>{heldBy} has a hand on it</span>
      )}
    </p>
  )
}
