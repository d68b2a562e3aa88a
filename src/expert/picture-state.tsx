import { Popover } from '@mantine/core'
import type { ReactElement } from 'react'
import { Badge } from '#ui/badge.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { ExpertCall } from './expert-call.ts'
import { FilmBadge } from './film-badge.tsx'
import { OutOfView } from './out-of-view.tsx'
import { arWords, cameraWords, pictureQuality, savingWords, type StateWords } from './picture-words.ts'
import styles from './picture.module.css'

/** Above the picture: what kind of picture it is, how well it comes and why not better, and that it is being filmed. */
export function PictureState({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { view, technician, goesOn } = useSnapshot(expert.look)
  const { recorder } = useSnapshot(expert.filming)
  const { status } = useSnapshot(expert.call)
  const capability = technician?.capability
  const quality = pictureQuality(view.framesPerSecond)
  const isLost = technician?.link === 'lost' || status === 'reconnecting'
  const { open, stills } = useSnapshot(expert.look.stills)
  const sharpness = stills.find(({ id }) => id === open)?.sharpness
  const saving = savingWords(capability?.saving)
  return (
    <div className={styles.state}>
      <FilmBadge recorder={recorder} />
      {view.mode === 'empty' ? null : (
        <>
          {isLost ? <Badge tone="warning">Connection lost, trying to get back</Badge> : null}
          {view.mode === 'frozen' ? (
            <Badge tone="info">
              {goesOn ? 'Still: the picture is frozen for a moment' : 'Still: the picture is frozen'}
            </Badge>
          ) : null}
          <span role="status">
            {sharpness === undefined ? null : (
              <Badge>{sharpness === 'coming' ? 'A sharper picture is coming' : 'Sharp picture'}</Badge>
            )}
          </span>
          {capability === undefined ? null : capability.ladder === 'world' ? (
            <State
              words={arWords(capability.tracking, view.readableShare, capability.trackingReason)}
              isLive
            />
          ) : (
            <State words={cameraWords(view.stills)} />
          )}
          {saving === undefined ? null : <State words={saving} />}
          <OutOfView look={expert.look} />
          {view.mode === 'live' ? (
            <span title={quality.title}>
              <Badge>{quality.word}</Badge>
            </span>
          ) : null}
        </>
      )}
    </div>
  )
}

/** A state in words; where something can be done about it, touching it says what. */
function State({
  words: { text, advice, tone },
  isLive = false,
}: {
  readonly words: StateWords
  readonly isLive?: boolean
}): ReactElement {
  const badge = <Badge tone={tone === 'warning' ? 'warning' : 'neutral'}>{text}</Badge>
  return (
    <span role={isLive ? 'status' : undefined}>
      {advice === undefined ? (
        badge
      ) : (
        <Popover
          position="bottom-start"
          width={260}
          shadow="md"
          returnFocus
          portalProps={{ target: '#console' }}
        >
          <Popover.Target>
            <button type="button" className={styles.stateButton}>
              {badge}
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label="What helps">{advice}</Popover.Dropdown>
        </Popover>
      )}
    </span>
  )
}
