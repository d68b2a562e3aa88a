import { useEffect, useMemo, useState, type ReactElement } from 'react'
import { InviteDialog } from '#desk/invite/invite-dialog.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ChatPanel } from './chat-panel.tsx'
import { ClosedCall } from './closed-call.tsx'
import styles from './console.module.css'
import { ConsoleHead } from './console-head.tsx'
import { ConsoleNotices } from './console-notices.tsx'
import type { ExpertCall } from './expert-call.ts'
import { GalleryDrawer } from './gallery-drawer.tsx'
import { ModelPanel } from './model-panel.tsx'
import { NotesPanel } from './notes-panel.tsx'
import { ParticipantsPanel } from './participants-panel.tsx'
import { Picture } from './picture.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { StepsPanel } from './steps-panel.tsx'
import { Toolbar } from './toolbar.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { useTitle } from './use-title.ts'

/** The expert's desk: tools, the picture, and what is said and written beside it. */
export function Console({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { status, problem } = useSnapshot(expert.call)
  const source = useMemo(() => expert.identity.store.watch('session', expert.sessionId), [expert])
  const session = useSnapshot(source)?.[0]?.record
  const [gallery, setGallery] = useState(false)
  const [inviting, setInviting] = useState(false)
  useTitle(session?.title ?? 'Call')
  const [help, setHelp] = useState(false)
  useShortcuts(expert, { onGallery: () => setGallery(true), onHelp: () => setHelp(true) })

  useEffect(() => {
    // Ended here, in another tab or by a colleague: everything that was written stands there now.
    if (status === 'ended') location.assign(`/history/${expert.sessionId}`)
  }, [status, expert])

  if (status === 'refused' && problem !== undefined)
    return <ClosedCall problem={problem} sessionId={expert.sessionId} onRetry={() => location.reload()} />
  return (
    <main id="console" className={styles.console}>
      <ConsoleHead
        expert={expert}
        session={session}
        onInvite={() => setInviting(true)}
        onHelp={() => setHelp(true)}
      />
      <Toolbar expert={expert} onGallery={() => setGallery(true)} />
      <Picture expert={expert} onInvite={() => setInviting(true)} />
      <div className={styles.side}>
        {/* Beside the picture, not above it: what comes and goes must never move what somebody is about to touch. */}
        <ConsoleNotices expert={expert} />
        <ParticipantsPanel expert={expert} />
        <ModelPanel expert={expert} />
        <StepsPanel expert={expert} />
        <ChatPanel expert={expert} />
        <NotesPanel expert={expert} />
      </div>
      <ShortcutsDialog opened={help} onClose={() => setHelp(false)} />
      <GalleryDrawer expert={expert} opened={gallery} onClose={() => setGallery(false)} />
      {session === undefined ? null : (
        <InviteDialog
          session={session}
          agentId={expert.agentId}
          openInviting={expert.inviting}
          opened={inviting}
          onClose={() => setInviting(false)}
        />
      )}
    </main>
  )
}
