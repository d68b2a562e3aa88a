import { ActionIcon, Button } from '@mantine/core'
import {
  IconArrowLeft,
  IconCheck,
  IconKeyboard,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneX,
  IconPlayerPauseFilled,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconUserPlus,
} from '@tabler/icons-react'
import { useMemo, useState, type ReactElement } from 'react'
import { ticketLabel, type Session } from '#domain/session.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import { EndDialog } from './end-dialog.tsx'
import type { ExpertCall } from './expert-call.ts'
import { filmWords } from './film-words.ts'
import { Tip } from './tip.tsx'

export interface ConsoleHeadProps {
  readonly expert: ExpertCall
  /** Undefined until the store was read. */
  readonly session: Session | undefined
  readonly onInvite: () => void
  readonly onHelp: () => void
}

/** The session's name and the few things that concern all of it. */
export function ConsoleHead({ expert, session, onInvite, onHelp }: ConsoleHeadProps): ReactElement {
  const { muted } = useSnapshot(expert.media)
  const [ending, setEnding] = useState(false)
  return (
    <header className={styles.head}>
      <div className={styles.name}>
        <Tip label="Back to My Sessions">
          <ActionIcon
            component="a"
            href="/sessions"
            variant="subtle"
            color="gray"
            size={40}
            aria-label="Back to My Sessions"
          >
            <IconArrowLeft size={20} stroke={1.75} />
          </ActionIcon>
        </Tip>
        <h1 className={styles.title} title={session?.title}>
          {session?.title ?? 'Session'}
        </h1>
        {session === undefined ? null : <span className={styles.ticket}>{ticketLabel(session)}</span>}
      </div>
      <div className={styles.actions}>
        <FilmState expert={expert} />
        <Tip label="Keys" shortcut="?">
          <ActionIcon
            className={styles.action}
            variant="subtle"
            color="gray"
            size={40}
            aria-label="Keys"
            aria-keyshortcuts="?"
            onClick={onHelp}
          >
            <IconKeyboard size={20} stroke={1.75} />
          </ActionIcon>
        </Tip>
        <RecordButton expert={expert} />
        <Tip label={muted ? 'Your microphone is off' : 'Your microphone is on'} shortcut="M">
          <Button
            className={styles.action}
            variant={muted ? 'light' : 'default'}
            aria-pressed={muted}
            leftSection={
              muted ? (
                <IconMicrophoneOff size={18} stroke={1.75} />
              ) : (
                <IconMicrophone size={18} stroke={1.75} />
              )
            }
            onClick={() => expert.media.setMuted(!muted)}
          >
            Mute
          </Button>
        </Tip>
        <Tip label="Send a link to somebody">
          <Button
            className={styles.action}
            variant="default"
            leftSection={<IconUserPlus size={18} stroke={1.75} />}
            onClick={onInvite}
          >
            Invite participants
          </Button>
        </Tip>
        <Tip label="For everybody, for good">
          <Button
            className={styles.action}
            color="red"
            variant="light"
            leftSection={<IconPhoneX size={18} stroke={1.75} />}
            onClick={() => setEnding(true)}
          >
            End session
          </Button>
        </Tip>
      </div>
      <EndDialog expert={expert} opened={ending} onClose={() => setEnding(false)} />
    </header>
  )
}

/** Where the last film is: being finished, on its way, in the portal. */
function FilmState({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const source = useMemo(() => expert.identity.store.watch('recording', expert.sessionId), [expert])
  const recordings = useSnapshot(source)
  const { films } = useSnapshot(expert.filming)
  const words = filmWords(films, recordings?.map(({ record }) => record) ?? [], expert.sessionId)
  return (
    <span className={styles.film} data-tone={words?.tone} role="status">
      {words?.tone === 'done' ? <IconCheck size={16} stroke={2} aria-hidden /> : null}
      {words?.text}
    </span>
  )
}

function RecordButton({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { recorder } = useSnapshot(expert.filming)
  const active =
    recorder.status === 'recording' || recorder.status === 'paused' || recorder.status === 'stopping'
  return active ? (
    <>
      {recorder.status === 'stopping' ? null : (
        <PauseButton expert={expert} isPaused={recorder.status === 'paused'} />
      )}
      <Button
        className={styles.action}
        variant="default"
        loading={recorder.status === 'stopping'}
        leftSection={<IconPlayerStopFilled size={18} color="var(--fp-danger)" />}
        onClick={() => void expert.filming.stop()}
      >
        Stop recording
      </Button>
    </>
  ) : (
    <Tip label="Film the picture, the marks and all voices">
      <Button
        className={styles.action}
        variant="default"
        leftSection={<IconPlayerRecordFilled size={18} color="var(--fp-danger)" />}
        onClick={() => void expert.filming.start()}
      >
        Record
      </Button>
    </Tip>
  )
}

function PauseButton({
  expert,
  isPaused,
}: {
  readonly expert: ExpertCall
  readonly isPaused: boolean
}): ReactElement {
  return isPaused ? (
    <Button
      className={styles.action}
      variant="default"
      leftSection={<IconPlayerRecordFilled size={18} color="var(--fp-danger)" />}
      onClick={() => expert.filming.resume()}
    >
      Go on recording
    </Button>
  ) : (
    <Button
      className={styles.action}
      variant="default"
      leftSection={<IconPlayerPauseFilled size={18} />}
      onClick={() => expert.filming.pause()}
    >
      Pause
    </Button>
  )
}
