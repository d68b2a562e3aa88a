import { Modal, Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState, type ReactElement } from 'react'
import { guestWords, type GuestLink, type Inviting } from '#call/inviting.ts'
import { ticketLabel, type Session } from '#domain/session.ts'
import { cx } from '#ui/cx.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { AgentsPanel } from './agents-panel.tsx'
import { CodePanel } from './code-panel.tsx'
import { GuestPanel } from './guest-panel.tsx'
import styles from './invite.module.css'
import { LinkTrouble } from './link-trouble.tsx'
import { SendPanel } from './send-panel.tsx'

export interface InviteDialogProps {
  readonly session: Session
  /** Who invites: left out of the list of agents. */
  readonly agentId: string
  /** Opens the links of a session; the same function while the page lives. The dialog closes what it opened. */
  readonly openInviting: (sessionId: string) => Inviting
  readonly opened: boolean
  readonly onClose: () => void
}

/** Every way to bring somebody into a session: one link, sent as you like. */
export function InviteDialog({
  session,
  agentId,
  openInviting,
  opened,
  onClose,
}: InviteDialogProps): ReactElement {
  const isNarrow = useMediaQuery('(max-width: 36rem)') ?? false
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Invite participants"
      size="lg"
      fullScreen={isNarrow}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <InviteTabs session={session} agentId={agentId} openInviting={openInviting} />
    </Modal>
  )
}

/** The links of the session while the dialog is open. */
function useInviting(
  openInviting: InviteDialogProps['openInviting'],
  sessionId: string,
): Inviting | undefined {
  const [inviting, setInviting] = useState<Inviting>()
  useEffect(() => {
    const made = openInviting(sessionId)
    let cancelled = false
    // One step later, so that an effect which is taken back at once has made no link.
    queueMicrotask(() => {
      if (cancelled) return
      setInviting(made)
      void made.open()
    })
    return () => {
      cancelled = true
      made.close()
    }
  }, [openInviting, sessionId])
  return inviting
}

function InviteTabs({
  session,
  agentId,
  openInviting,
}: Pick<InviteDialogProps, 'session' | 'agentId' | 'openInviting'>): ReactElement | null {
  const inviting = useInviting(openInviting, session.id)
  return inviting === undefined ? null : <Panels inviting={inviting} session={session} agentId={agentId} />
}

const tabs = ['Email', 'SMS', 'Agents', 'Guest', 'QR Code'] as const
type TabName = (typeof tabs)[number]

interface PanelsProps {
  readonly agentId: string
  readonly inviting: Inviting
  readonly session: Session
}

function Panels({ agentId, inviting, session }: PanelsProps): ReactElement {
  const state = useSnapshot(inviting)
  const panels: Readonly<Record<TabName, () => ReactElement>> = {
    Email: () => <SendLink by="mail" title={session.title} inviting={inviting} link={state.link} />,
    SMS: () => <SendLink by="sms" title={session.title} inviting={inviting} link={state.link} />,
    Agents: () => <AgentsPanel state={state} title={session.title} agentId={agentId} />,
    Guest: () => <GuestPanel inviting={inviting} state={state} />,
    'QR Code': () => <CodePanel inviting={inviting} link={state.link} fileName={ticketLabel(session)} />,
  }
  return (
    <Tabs defaultValue="Guest" keepMounted={false}>
      <Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} className={cx(styles.tab)}>
            {tab}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab} value={tab} className={cx(styles.panel)}>
          {panels[tab]()}
          {state.hint === undefined || tab === 'Agents' ? null : <p className={styles.words}>{state.hint}</p>}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function SendLink({
  by,
  title,
  inviting,
  link,
}: {
  readonly by: 'mail' | 'sms'
  readonly title: string
  readonly inviting: Inviting
  readonly link: GuestLink
}): ReactElement {
  return (
    <>
      <LinkTrouble inviting={inviting} link={link} />
      <SendPanel by={by} words={link.status === 'ready' ? guestWords(title, link.url) : undefined} />
    </>
  )
}
