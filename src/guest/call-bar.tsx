import { useState, type ReactElement, type ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { ChatIcon, MicIcon, MicOffIcon, MoreIcon, PhoneLeaveIcon } from '#ui/icons-call.tsx'
import { CubeIcon } from '#ui/icons-tool.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './call-screen.module.css'
import type { GuestCall } from './guest-call.ts'
import { useUnread } from './use-unread.ts'

/** What can be open over the picture; one at a time. */
export type SheetName = 'chat' | 'more' | 'models'

export interface CallBarProps {
  readonly guest: GuestCall
  readonly sheet: SheetName | undefined
  readonly onStartAr: () => void
  /** Opens that sheet, or closes it. */
  readonly onSheet: (which: SheetName) => void
  readonly onLeave: () => void
  /** AR's own controls, once their code is here. */
  readonly arBar: ReactNode
  /** What marks the own picture without AR. */
  readonly mark: ReactNode
}

/** The buttons of the call, at the thumb. */
export function CallBar({
  guest,
  sheet,
  onStartAr,
  onSheet,
  onLeave,
  arBar,
  mark,
}: CallBarProps): ReactElement {
  const { ar } = useSnapshot(guest.ladders)
  const { muted } = useSnapshot(guest.media)
  const unread = useUnread(guest, sheet === 'chat')
  const [asking, setAsking] = useState(false)
  return (
    <nav className={styles.bar} aria-label="Call">
      <div className={styles.ways}>
        {mark}
        {ar === 'available' || ar === 'starting' ? (
          <Button tone="primary" size="main" busy={ar === 'starting'} icon={<CubeIcon />} onClick={onStartAr}>
            Start AR
          </Button>
        ) : null}
      </div>
      {ar !== 'running'
        ? null
        : (arBar ?? <Button onClick={() => void guest.ladders.stopAr()}>Stop AR</Button>)}
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
          pressed={sheet === 'chat'}
          count={unread}
          icon={<ChatIcon />}
          onClick={() => onSheet('chat')}
        />
        <IconButton
          label="More"
          showLabel
          tone="camera"
          size="main"
          pressed={sheet === 'more'}
          icon={<MoreIcon />}
          onClick={() => onSheet('more')}
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
