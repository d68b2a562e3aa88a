import { Tabs } from '@mantine/core'
import { IconFileUnknown } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import type { Session } from '#domain/session.ts'
import { cx } from '#ui/cx.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { useIsSettled, useKept } from '../session-context.ts'
import { ChatsTab } from './chats-tab.tsx'
import { NotesTab } from './notes-tab.tsx'
import { RecordingsTab } from './recordings-tab.tsx'
import { SessionHeader } from './session-header.tsx'
import styles from './session.module.css'
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
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const shown = tabs.find((tab) => tab.id === asked) ?? tabs[0]
  return (
    <>
      <SessionHeader session={session} />
      <Tabs
        value={shown.id}
        onChange={(tab) => (tab === null ? undefined : setSearch({ tab }, { replace: true }))}
        keepMounted={false}
      >
        <Tabs.List className={cx(styles.tabs)}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.id} value={tab.id} className={cx(styles.tab)}>
              {tab.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ id, Panel }) => (
          <Tabs.Panel key={id} value={id} className={cx(styles.panel)}>
            <Panel session={session} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
