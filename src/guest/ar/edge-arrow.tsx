import { useEffect, useRef, type ReactElement } from 'react'
import { css, markColours } from '#ar/marks/colours.ts'
import { distanceWords } from '#domain/length-words.ts'
import type { MarkColour } from '#domain/mark.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from '../guest-call.ts'
import type { ArRun } from './ar-run.ts'
import styles from './edge-arrow.module.css'
import { edgePlace, type EdgePlace, type Insets } from './edge-place.ts'

/** Half of the arrow's own size and a little air, in CSS pixels. */
const MARGIN = 44

/**
 * Points from the screen's edge to the newest or the selected mark while that is out of sight, with its distance. It follows the frame
 * loop: the element is moved by hand, React draws nothing. For ears the news say the same ("New arrow, to your left").
 * @param free the part of the screen that controls leave free
 */
export function EdgeArrow({
  guest,
  run,
  free,
}: {
  readonly guest: GuestCall
  readonly run: ArRun
  readonly free: { readonly current: HTMLElement | null }
}): ReactElement {
  const { units } = useSnapshot(guest.preferences)
  const arrow = useRef<HTMLDivElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const shape = useRef<SVGPathElement>(null)
  const words = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const box = arrow.current
    const screen = box?.parentElement
    if (!box || !screen || tip.current === null || shape.current === null || words.current === null) return
    const tipStyle = tip.current.style
    const paint = shape.current.style
    const text = words.current
    const place: EdgePlace = { x: 0, y: 0 }
    let insets: Insets = { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN }
    let [width, height] = [0, 0]
    let shownWords = ''
    let shownColour: MarkColour | undefined

    // Measured when the controls change, not per frame: asking for sizes makes the browser lay out the page.
    const measure = (): void => {
      const whole = screen.getBoundingClientRect()
      const middle = free.current?.getBoundingClientRect() ?? whole
      width = whole.width
      height = whole.height
      insets = {
        top: middle.top - whole.top + MARGIN,
        right: MARGIN,
        bottom: whole.bottom - middle.bottom + MARGIN,
        left: MARGIN,
      }
    }
    const observer = new ResizeObserver(measure)
    observer.observe(screen)
    if (free.current !== null) observer.observe(free.current)
    measure()

    const off = run.tracker.onCue((cue) => {
      box.hidden = cue === undefined
      if (cue === undefined) return
      edgePlace(cue.angle, width, height, insets, place)
      box.style.transform = `translate(${place.x}px, ${place.y}px)`
      tipStyle.transform = `rotate(${cue.angle}rad)`
      const colour = guest.shared.snapshot().scene.marks.get(cue.id)?.colour ?? 'white'
      if (colour !== shownColour) paint.fill = css(markColours[(shownColour = colour)].rgb)
      const next = distanceWords(cue.metres, units)
      if (next !== shownWords) text.textContent = shownWords = next
    })
    return () => {
      off()
      observer.disconnect()
    }
  }, [guest, run, units, free])

  return (
    <div ref={arrow} className={styles.arrow} hidden aria-hidden="true">
      <span ref={tip} className={styles.tip}>
        <svg width={56} height={56} viewBox="-28 -28 56 56">
          <path
            ref={shape}
            d="M26 0 8-14v9H-8V5H8v9L26 0Z"
            stroke="var(--fp-mark-casing)"
            strokeWidth={3}
            strokeLinejoin="round"
          />
        </svg>
      </span>
      <span ref={words} className={styles.words} />
    </div>
  )
}
