import { useState, type ReactElement } from 'react'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { ChatIcon, MicIcon, MicOffIcon, PhoneLeaveIcon } from '#ui/icons-call.tsx'
import { CubeIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ArTools } from './ar-tools.tsx'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'
import { useUnread } from './use-unread.ts'

export interface CallBarProps {
  readonly guest: GuestCall
  readonly chatOpen: boolean
  readonly onStartAr: () => void
  readonly onChat: () => void
  readonly onModels: () => void
  readonly onLeave: () => void
}

/** The buttons of the call, at the thumb. */
export function CallBar({
  guest,
  chatOpen,
  onStartAr,
  onChat,
  onModels,
  onLeave,
}: CallBarProps): ReactElement {
  const { ar } = useSnapshot(guest.ladders)
  const { muted } = useSnapshot(guest.media)
  const unread = useUnread(guest, chatOpen)
  const [asking, setAsking] = useState(false)
  return (
    <nav className={styles.bar} aria-label="Call">
      {ar === 'available' || ar === 'starting' ? (
        <Button tone="primary" size="main" busy={ar === 'starting'} icon={<CubeIcon />} onClick={onStartAr}>
          Start AR
        </Button>
      ) : null}
      {ar === 'running' ? <ArTools guest={guest} onModels={onModels} /> : null}
      <div className={styles.buttons}>
        <IconButton
          label="Mute"
          words={muted ? 'Muted' : 'Mute'}
          showLabel
          tone="camera"
          size="main"
          pressed={muted}
          icon={muted ? <MicOffIcon /> : <MicIcon />}
          onClick={() => guest.media.setMuted(!muted)}
        />
        <IconButton
          label={unread > 0 ? `Chat, ${unread} unread` : 'Chat'}
          words="Chat"
          showLabel
          tone="camera"
          size="main"
          pressed={chatOpen}
          count={unread}
          icon={<ChatIcon />}
          onClick={onChat}
        />
        <IconButton
          label="Leave"
          showLabel
          tone="danger"
          size="main"
          icon={<PhoneLeaveIcon />}
          onClick={() => setAsking(true)}
        />
      </div>
      <Dialog
        open={asking}
        inPlace
        title="Leave the call?"
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Stay</Button>
            <Button tone="danger" onClick={onLeave}>
              Leave now
            </Button>
          </>
        }
      >
        The expert no longer sees or hears you. You can come back with the same link.
      </Dialog>
    </nav>
  )
}
