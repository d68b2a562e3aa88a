import { IconFileUnknown } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Session } from '#domain/session.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageTabs } from '../parts/page-tabs.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { useIsSettled, useKept } from '../session-context.ts'
import { ChatsTab } from './chats-tab.tsx'
import { NotesTab } from './notes-tab.tsx'
import { RecordingsTab } from './recordings-tab.tsx'
import { SessionHeader } from './session-header.tsx'
import { StillsTab } from './stills-tab.tsx'
import { TranscriptTab } from './transcript-tab.tsx'
import { UpdatesTab } from './updates-tab.tsx'

/** Everything that one session left behind. */
export function SessionPage({ sessionId }: { readonly sessionId: string }): ReactElement {
  const sessions = useKept('session')
  const isSettled = useIsSettled()
  const session = sessions?.find(({ record }) => record.id === sessionId)?.record
  if (session !== undefined) return <Found session={session} />
  if (sessions === undefined || !isSettled) return <Skeletons rows={3} height={120} />
  return (
    <EmptyState level={1} icon={<IconFileUnknown size={28} />} title="This session is not known here">
      The address may be cut off, or the session belongs to another workspace.
    </EmptyState>
  )
}

const tabs = [
  { id: 'chats', name: 'Chats', Panel: ChatsTab },
  { id: 'recordings', name: 'Recordings', Panel: RecordingsTab },
  { id: 'notes', name: 'Notes', Panel: NotesTab },
  { id: 'transcript', name: 'Transcript', Panel: TranscriptTab },
  { id: 'stills', name: 'Stills', Panel: StillsTab },
  { id: 'updates', name: 'Updates', Panel: UpdatesTab },
] as const

/** What every tab of the page is given. */
export interface TabProps {
  readonly session: Session
}

function Found({ session }: TabProps): ReactElement {
  return (
    <>
      <SessionHeader session={session} />
      <PageTabs tabs={tabs} given={{ session }} />
    </>
  )
}
