import { useCallback, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react'
import { Badge } from '#ui/badge.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { IconDeviceMobile } from '@tabler/icons-react'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import { useKeyCursor } from './use-key-cursor.ts'

const trackingWords = {
  none: undefined,
  starting: 'AR looks for surfaces',
  good: 'AR is steady',
  limited: 'AR is unsure: less light or too fast',
  lost: 'AR lost its place',
} as const

/** The technician's picture with everything that stands in it; the place where an expert points. */
export function Picture({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { look } = expert
  const { view, technician, hint, placing, tool } = useSnapshot(look)
  const attach = useCallback((canvas: HTMLCanvasElement | null) => look.attach(canvas ?? undefined), [look])
  const cursor = useKeyCursor(look)
  const capability = technician?.capability
  const world = capability?.ladder === 'world'

  const down = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    look.down(event.clientX, event.clientY)
  }
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    // Every sample of a quick stroke, not just one a frame.
    const samples = tool === 'freehand' ? event.nativeEvent.getCoalescedEvents() : []
    for (const sample of samples.length > 0 ? samples : [event.nativeEvent])
      look.move(sample.clientX, sample.clientY)
  }
  const key = (event: KeyboardEvent<HTMLCanvasElement>): void => cursor.onKey(event)

  return (
    <section className={styles.picture} aria-label="Picture">
      <canvas
        ref={attach}
        className={styles.canvas}
        data-empty={view.mode === 'empty' || undefined}
        role="img"
        aria-label="Live picture"
        aria-describedby="picture-help"
        tabIndex={0}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={() => look.up()}
        onPointerCancel={() => look.up()}
        onKeyDown={key}
      />
      <p id="picture-help" className={styles.hidden}>
        Arrow keys move a cursor over the picture, Enter uses the tool there.
      </p>
      {cursor.at === undefined ? null : (
        <span className={styles.cursor} style={{ left: cursor.at.x, top: cursor.at.y }} aria-hidden />
      )}
      {view.mode === 'empty' ? <NoPicture expert={expert} /> : null}
      <div className={styles.pictureTop}>
        {view.mode === 'frozen' ? <Badge tone="camera">Still: the picture is frozen</Badge> : null}
        {view.mode !== 'empty' && capability !== undefined ? (
          <Badge tone="camera">
            {world ? (trackingWords[capability.tracking] ?? 'AR') : 'Camera picture: marks stand on stills'}
          </Badge>
        ) : null}
        {view.mode !== 'empty' ? (
          <Badge tone="camera">{Math.round(view.framesPerSecond)} frames/s</Badge>
        ) : null}
      </div>
      <p className={styles.pictureHint} role="status">
        {placing === undefined ? hint : `Touch the picture where ${placing.name} should stand`}
      </p>
    </section>
  )
}

function NoPicture({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { technician } = useSnapshot(expert.look)
  const { status } = useSnapshot(expert.call)
  return (
    <div className={styles.noPicture}>
      <EmptyState
        icon={<IconDeviceMobile size={40} stroke={1.5} />}
        title={technician === undefined ? 'Nobody is on the phone yet' : `${technician.name} is here`}
      >
        {technician === undefined
          ? status === 'reconnecting'
            ? 'The connection was lost. Trying to get back by itself.'
            : 'Choose “Invite participants” and send the link. The picture appears here by itself.'
          : technician.link === 'lost'
            ? 'The connection was lost. Trying to get back by itself.'
            : 'Waiting for the camera picture.'}
      </EmptyState>
    </div>
  )
}
