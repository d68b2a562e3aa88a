import { useState, type ReactElement } from 'react'
import { ChatPanel } from './chat-panel.tsx'
import styles from './console.module.css'
import { ConsoleHead } from './console-head.tsx'
import type { ExpertCall } from './expert-call.ts'
import { GalleryDrawer } from './gallery-drawer.tsx'
import { NotesPanel } from './notes-panel.tsx'
import { ParticipantsPanel } from './participants-panel.tsx'
import { Picture } from './picture.tsx'
import { Toolbar } from './toolbar.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'

/** The expert's desk: tools, the picture, and what is said and written beside it. */
export function Console({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { status } = useSnapshot(expert.call)
  const [gallery, setGallery] = useState(false)
  if (status === 'ended') {
    // Where everything that was written now stands.
    location.assign(`/history/${expert.sessionId}`)
  }
  return (
    <div className={styles.console}>
      <ConsoleHead expert={expert} />
      <Toolbar expert={expert} onGallery={() => setGallery(true)} />
      <Picture expert={expert} />
      <aside className={styles.side} aria-label="Beside the picture">
        <ParticipantsPanel expert={expert} />
        <ChatPanel expert={expert} />
        <NotesPanel expert={expert} />
      </aside>
      <GalleryDrawer expert={expert} opened={gallery} onClose={() => setGallery(false)} />
    </div>
  )
}
