import {
  useCallback,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { AskNews } from './ask-news.tsx'
import { CameraMenu } from './camera-menu.tsx'
import { Dock } from './dock.tsx'
import { EdgeCue } from './edge-cue.tsx'
import type { ExpertCall } from './expert-call.ts'
import { LiveCorner } from './live-corner.tsx'
import { NoPicture } from './no-picture.tsx'
import { PictureState } from './picture-state.tsx'
import styles from './picture.module.css'
import { StillActions } from './still-actions.tsx'
import { StillStrip } from './still-strip.tsx'
import { useKeyCursor } from './use-key-cursor.ts'
import { pressOnSelection } from './selection-keys.ts'

export interface PictureProps {
  readonly expert: ExpertCall
  readonly onInvite: () => void
}

/** As large as the stage allows: a picture that came small over a weak network is not shown small. */
function fit({ width, height }: { readonly width: number; readonly height: number }): CSSProperties {
  if (width === 0 || height === 0) return {}
  return {
    aspectRatio: `${width} / ${height}`,
    width: `min(100cqw - 2 * var(--stage-edge), (100cqh - 2 * var(--stage-edge)) * ${width / height})`,
  }
}

/** The technician's picture with everything that stands in it; the place where an expert points. */
export function Picture({ expert, onInvite }: PictureProps): ReactElement {
  const { look } = expert
  const { view, hint, tool } = useSnapshot(look)
  const { spoken } = useSnapshot(look.selection)
  const canvas = useRef<HTMLCanvasElement>(null)
  const attach = useCallback(
    (element: HTMLCanvasElement | null) => {
      canvas.current = element
      look.attach(element ?? undefined)
    },
    [look],
  )
  const cursor = useKeyCursor(look)

  const down = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    look.down(event.clientX, event.clientY, event)
  }
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    // Every sample of a quick stroke, not just one a frame.
    const samples = tool === 'freehand' && event.buttons !== 0 ? event.nativeEvent.getCoalescedEvents() : []
    for (const sample of samples.length > 0 ? samples : [event.nativeEvent])
      look.move(sample.clientX, sample.clientY, event)
  }
  const key = (event: KeyboardEvent<HTMLCanvasElement>): void => {
    if (pressOnSelection(look, event)) event.preventDefault()
    else cursor.onKey(event)
  }

  return (
    <section className={styles.stage} aria-label="Picture">
      <div className={styles.top}>
        <PictureState expert={expert} />
        <div className={styles.tools}>
          <StillActions expert={expert} />
          <CameraMenu look={look} />
        </div>
      </div>
      <div className={styles.frame}>
        <canvas
          ref={attach}
          className={styles.canvas}
          style={fit(view.picture)}
          data-tool={tool}
          data-empty={view.mode === 'empty' || undefined}
          data-frozen={view.mode === 'frozen' || undefined}
          role="img"
          aria-label="Live picture"
          aria-describedby="picture-help"
          tabIndex={view.mode === 'empty' ? -1 : 0}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={() => look.up()}
          onPointerCancel={() => look.up()}
          onPointerLeave={() => look.leave()}
          onDoubleClick={() => look.finish()}
          onKeyDown={key}
        />
        <p id="picture-help" className={styles.hidden}>
          Arrow keys move a cursor over the picture, Enter uses the tool there. With the tool Select, Tab goes
          through what stands there.
        </p>
        <p className={styles.hidden} role="status">
          {spoken}
        </p>
        {cursor.at === undefined ? null : (
          <span className={styles.cursor} style={{ left: cursor.at.x, top: cursor.at.y }} aria-hidden />
        )}
        <EdgeCue look={look} />
        {view.mode === 'empty' ? <NoPicture expert={expert} onInvite={onInvite} /> : null}
        {view.mode === 'frozen' ? <LiveCorner look={look} /> : null}
        <div className={styles.foot}>
          <AskNews look={look} />
          {/* Stands from the start, so that what appears in it is read out. */}
          <p className={styles.hint} role="status">
            {hint}
          </p>
        </div>
      </div>
      <StillStrip look={look} />
      <Dock expert={expert} onDone={() => canvas.current?.focus()} />
    </section>
  )
}
