import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { SeenEdgeCue } from '#ar/live-view/live-view.ts'
import { css, markColours } from '#ar/marks/colours.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Look } from './look-state.ts'
import styles from './edge-cue.module.css'

const sides: Readonly<Record<SeenEdgeCue['side'], string>> = {
  left: 'to the left',
  right: 'to the right',
  above: 'above',
  below: 'below',
  behind: 'behind the phone',
}

/**
 * Where the picture's edge is nearest to what is selected while that is out of the picture: an arrow there, and a sentence for everyone, so
 * that the expert can say which way to turn. It follows the drawn frames: the arrow is moved by hand, React draws only another sentence.
 */
export function EdgeCue({ look }: { readonly look: Look }): ReactElement {
  const { selected } = useSnapshot(look.selection)
  const [side, setSide] = useState<SeenEdgeCue['side']>()
  const box = useRef<HTMLSpanElement>(null)
  const tip = useRef<SVGSVGElement>(null)
  const id = selected?.id

  useEffect(() => {
    if (id === undefined) return undefined
    const off = look.onDrawn(() => {
      const cue = look.edgeCueOf(id)
      setSide(cue?.side)
      const frame = box.current?.parentElement?.getBoundingClientRect()
      if (box.current === null || tip.current === null || frame === undefined) return
      box.current.hidden = cue === undefined
      if (cue === undefined) return
      box.current.style.transform = `translate(${cue.clientX - frame.left}px, ${cue.clientY - frame.top}px)`
      tip.current.style.transform = `rotate(${cue.angle}rad)`
    })
    return () => {
      off()
      setSide(undefined)
    }
  }, [look, id])

  const colour = selected?.kind === 'mark' ? selected.mark.colour : 'white'
  const isOut = selected !== undefined && side !== undefined
  return (
    <>
      <span ref={box} className={styles.cue} hidden={!isOut} aria-hidden>
        <svg ref={tip} width={48} height={48} viewBox="-28 -28 56 56">
          <path
            d="M26 0 8-14v9H-8V5H8v9L26 0Z"
            fill={css(markColours[colour].rgb)}
            stroke="var(--fp-mark-casing)"
            strokeWidth={3}
            strokeLinejoin="round"
          />
        </svg>
      </span>
      <p className={styles.words} role="status">
        {isOut ? `${selected.name} is outside the picture, ${sides[side]}.` : null}
      </p>
    </>
  )
}
