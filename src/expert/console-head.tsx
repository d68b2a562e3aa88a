import { ActionIcon, Button, Modal, Tooltip } from '@mantine/core'
import {
  IconArrowLeft,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneX,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconUserPlus,
} from '@tabler/icons-react'
import { useMemo, useState, type ReactElement } from 'react'
import { ticketLabel } from '#domain/session.ts'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import { InviteDialog } from '#desk/invite/invite-dialog.tsx'

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The session's name and the few things that concern all of it. */
export function ConsoleHead({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const source = useMemo(() => expert.identity.store.watch('session', expert.sessionId), [expert])
  const session = useSnapshot(source)?.[0]?.record
  const { muted, microphone } = useSnapshot(expert.media)
  const { trouble, recorder } = useSnapshot(expert.filming)
  const sync = useSnapshot(expert.identity.sync)
  const sound = useSnapshot(expert.sound)
  const [inviting, setInviting] = useState(false)
  const [ending, setEnding] = useState(false)
  return (
    <header className={styles.head}>
      <div className={styles.name}>
        <Tooltip label="Back to My Sessions">
          <ActionIcon
            component="a"
            href="/sessions"
            variant="subtle"
            size="lg"
            aria-label="Back to My Sessions"
          >
            <IconArrowLeft size={20} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        <h1 className={styles.title}>{session?.title ?? 'Session'}</h1>
        {session === undefined ? null : <span className={styles.ticket}>{ticketLabel(session)}</span>}
      </div>
      <div className={styles.actions}>
        <RecordButton expert={expert} />
        <Tooltip label={muted ? 'Your microphone is off' : 'Your microphone is on'}>
          <Button
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
        </Tooltip>
        <Button
          variant="default"
          leftSection={<IconUserPlus size={18} stroke={1.75} />}
          onClick={() => setInviting(true)}
        >
          Invite participants
        </Button>
        <Button
          color="red"
          variant="light"
          leftSection={<IconPhoneX size={18} stroke={1.75} />}
          onClick={() => setEnding(true)}
        >
          End session
        </Button>
      </div>
      {session === undefined ? null : (
        <InviteDialog
          session={session}
          agentId={expert.agentId}
          openInviting={expert.inviting}
          opened={inviting}
          onClose={() => setInviting(false)}
        />
      )}
      <EndDialog expert={expert} opened={ending} onClose={() => setEnding(false)} />
      {sync.status === 'offline' ? (
        <div className={styles.headNotice}>
          <Banner tone="warning" title="The portal cannot be reached">
            The call goes on. Chat, notes and recordings are kept on this device and sent later.
          </Banner>
        </div>
      ) : null}
      {trouble === undefined ? null : (
        <div className={styles.headNotice}>
          <Banner tone="warning" title="Not recording">
            {trouble}
          </Banner>
        </div>
      )}
      {recorder.status === 'stopped-early' ? (
        <div className={styles.headNotice}>
          <Banner tone="danger" title="Recording stopped">
            {recorder.sentence}
          </Banner>
        </div>
      ) : null}
      {'sentence' in microphone ? (
        <div className={styles.headNotice}>
          <Banner
            tone="warning"
            title="The technician cannot hear you"
            action={
              <Button variant="default" onClick={() => void expert.media.openMicrophone()}>
                Try microphone again
              </Button>
            }
          >
            {microphone.sentence}
          </Banner>
        </div>
      ) : null}
      {sound.blocked ? (
        <div className={styles.headNotice}>
          <Banner
            title="The browser keeps the sound off until you touch the page"
            action={<Button onClick={() => void expert.sound.resume()}>Hear the call</Button>}
          />
        </div>
      ) : null}
    </header>
  )
}

function RecordButton({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { recorder } = useSnapshot(expert.filming)
  const active = recorder.status === 'recording' || recorder.status === 'stopping'
  return (
    <>
      {active ? (
        <span role="status">
          <Badge tone="danger" dot="pulse">
            Recording, saved to {clock(recorder.savedMs)}
          </Badge>
        </span>
      ) : null}
      {active ? (
        <Button
          variant="default"
          loading={recorder.status === 'stopping'}
          leftSection={<IconPlayerStopFilled size={18} />}
          onClick={() => void expert.filming.stop()}
        >
          Stop recording
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconPlayerRecordFilled size={18} color="var(--fp-danger)" />}
          onClick={() => void expert.filming.start()}
        >
          Record
        </Button>
      )}
    </>
  )
}

function EndDialog({
  expert,
  opened,
  onClose,
}: {
  readonly expert: ExpertCall
  readonly opened: boolean
  readonly onClose: () => void
}): ReactElement {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const end = async (): Promise<void> => {
    setBusy(true)
    const outcome = await expert.endSession()
    setBusy(false)
    if (outcome.ok) location.assign(`/history/${expert.sessionId}`)
    else setTrouble(outcome.problem.sentence)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="End this session for good?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={styles.words}>
        Everybody leaves the call and the guest link stops working. Chat, notes and recordings stay in
        History.
      </p>
      {trouble === undefined ? null : (
        <Banner tone="danger" title="The session was not ended">
          {trouble}
        </Banner>
      )}
      <div className={styles.dialogActions}>
        <Button variant="default" onClick={onClose}>
          Keep it open
        </Button>
        <Button color="red" loading={busy} onClick={() => void end()}>
          End session
        </Button>
      </div>
    </Modal>
  )
}
