import { Anchor } from '@mantine/core'
import type { ReactElement } from 'react'
import { agentWords, mailAddress, type InvitingState } from '#call/inviting.ts'
import styles from './invite.module.css'
import { LinkField } from './link-field.tsx'

export interface AgentsPanelProps {
  readonly state: InvitingState
  readonly title: string
  /** Who looks: not listed. */
  readonly agentId: string
}

/** The call's own address, for colleagues who sign in. */
export function AgentsPanel({ state, title, agentId }: AgentsPanelProps): ReactElement {
  const others = state.agents?.filter((agent) => agent.id !== agentId)
  return (
    <>
      <LinkField
        label="Call link"
        url={state.callUrl}
        words="For agents of this workspace: it asks them to sign in."
      />
      {others === undefined ? null : others.length === 0 ? (
        <p className={styles.words}>You are the only agent of this workspace.</p>
      ) : (
        <section className={styles.section}>
          <h3 className={styles.sectionTitle}>Agents</h3>
          <ul className={styles.list}>
            {others.map((agent) => {
              const mail = mailAddress(agent.email, agentWords(title, state.callUrl))
              return (
                <li key={agent.id} className={styles.item}>
                  <span className={styles.itemWords}>
                    {agent.name}
                    <span className={styles.itemMore}>{agent.email}</span>
                  </span>
                  {mail.ok ? (
                    <Anchor href={mail.value} aria-label={`Write to ${agent.name}`}>
                      Write
                    </Anchor>
                  ) : null}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}
