import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { usePortal } from '../session-context.ts'
import { useSignOut } from '../shell/use-sign-out.ts'
import { Card } from './card.tsx'
import { PasswordForm } from './password-form.tsx'
import styles from './settings.module.css'

/** Who you are here, your password, and the way out. */
export function AccountCard(): ReactElement {
  const { portal } = usePortal()
  const { agent } = useSnapshot(portal.who)
  const [changing, { open, close }] = useDisclosure(false)
  const [changed, setChanged] = useState(false)
  const signOut = useSignOut()
  return (
    <Card title="Account">
      <dl className={styles.facts}>
        <dt>Name</dt>
        <dd>{agent.name}</dd>
        <dt>Email</dt>
        <dd>{agent.email}</dd>
        <dt>Role</dt>
        <dd>{agent.role === 'owner' ? 'Owner: manages the workspace too' : 'Agent'}</dd>
      </dl>
      {changed ? (
        <Banner tone="success" title="Your password is changed. All your other browsers are signed out." />
      ) : null}
      {changing ? (
        <PasswordForm
          email={agent.email}
          onCancel={close}
          onDone={() => {
            setChanged(true)
            close()
          }}
        />
      ) : (
        <div className={styles.buttons}>
          <Button
            variant="default"
            onClick={() => {
              setChanged(false)
              open()
            }}
          >
            Change password
          </Button>
          <Button variant="default" onClick={() => void signOut()}>
            Sign out
          </Button>
        </div>
      )}
    </Card>
  )
}
