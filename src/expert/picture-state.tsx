import type { ReactElement } from 'react'
import { Badge } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { ExpertCall } from './expert-call.ts'
import { arWords, pictureQuality } from './picture-words.ts'
import styles from './picture.module.css'

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** In the corner of the stage: what kind of picture this is, how well it comes, and that it is being filmed. */
export function PictureState({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { view, technician } = useSnapshot(expert.look)
  const { recorder } = useSnapshot(expert.filming)
  const { status } = useSnapshot(expert.call)
  const capability = technician?.capability
  const quality = pictureQuality(view.framesPerSecond)
  const isLost = technician?.link === 'lost' || status === 'reconnecting'
  return (
    <div className={styles.state}>
      {recorder.status === 'recording' || recorder.status === 'stopping' ? (
        <Badge tone="camera" dot>
          {/* Read out once; the running time is for the eye. */}
          <span className={styles.hidden} role="status">
            Recording
          </span>
          <span className={styles.clock} aria-hidden>
            Recording, saved to {clock(recorder.savedMs)}
          </span>
        </Badge>
      ) : null}
      {view.mode === 'empty' ? null : (
        <>
          {isLost ? <Badge tone="camera">Connection lost, trying to get back</Badge> : null}
          {view.mode === 'frozen' ? <Badge tone="camera">Still: the picture is frozen</Badge> : null}
          {capability === undefined ? null : (
            <Badge tone="camera">
              {capability.ladder === 'world'
                ? arWords(capability.tracking, view.readableShare)
                : 'Camera picture: marks stand on stills'}
            </Badge>
          )}
          {view.mode === 'live' ? (
            <span title={quality.title}>
              <Badge tone="camera">{quality.word}</Badge>
            </span>
          ) : null}
        </>
      )}
    </div>
  )
}
