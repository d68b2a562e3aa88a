import type { ReactElement, ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { MicIcon, MicOffIcon } from '#ui/icons-call.tsx'
import { BackIcon, PauseIcon, PlayIcon } from '#ui/icons-mark.tsx'
import { CubeIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import screen from '../call-screen.module.css'
import type { GuestCall } from '../guest-call.ts'
import type { Solo } from './solo.ts'

interface RecordBarProps {
  readonly guest: GuestCall
  readonly solo: Solo
  readonly onStartAr: () => void
  readonly onStop: () => void
  /** To the films that wait to be looked at, when there are any. */
  readonly onBack: (() => void) | undefined
  readonly mark: ReactNode
  readonly arBar: ReactNode
}

/** The buttons of recording alone, at the thumb. */
export function RecordBar(props: RecordBarProps): ReactElement {
  const { guest, solo, onStartAr, onStop, onBack, mark, arBar } = props
  const { ar } = useSnapshot(guest.ladders)
  const { muted } = useSnapshot(guest.media)
  const { recorder } = useSnapshot(solo)
  const isRunning = recorder.status === 'recording' || recorder.status === 'paused'
  return (
    <nav className={screen.bar} aria-label="Recording">
      <div className={screen.ways}>
        {mark}
        {ar === 'available' || ar === 'starting' ? (
          <Button size="main" busy={ar === 'starting'} icon={<CubeIcon />} onClick={onStartAr}>
            Start AR
          </Button>
        ) : null}
      </div>
      {ar !== 'running'
        ? null
        : (arBar ?? <Button onClick={() => void guest.ladders.stopAr()}>Stop AR</Button>)}
      {isRunning || recorder.status === 'stopping' ? (
        <Button tone="danger" size="main" wide busy={recorder.status === 'stopping'} onClick={onStop}>
          Stop recording
        </Button>
      ) : (
        <Button tone="primary" size="main" wide onClick={() => void solo.start()}>
          Record
        </Button>
      )}
      <div className={screen.buttons}>
        <IconButton
          label="Mute"
          words={muted ? 'Muted' : 'Mute'}
          showLabel
          tone="camera"
          pressed={muted}
          icon={muted ? <MicOffIcon /> : <MicIcon />}
          onClick={() => guest.media.setMuted(!muted)}
        />
        {recorder.status === 'recording' ? (
          <IconButton
            label="Pause"
            showLabel
            tone="camera"
            icon={<PauseIcon />}
            onClick={() => solo.pause()}
          />
        ) : null}
        {recorder.status === 'paused' ? (
          <IconButton
            label="Go on"
            showLabel
            tone="camera"
            icon={<PlayIcon />}
            onClick={() => solo.resume()}
          />
        ) : null}
        {onBack === undefined ? null : (
          <IconButton label="My films" showLabel tone="camera" icon={<BackIcon />} onClick={onBack} />
        )}
      </div>
    </nav>
  )
}
