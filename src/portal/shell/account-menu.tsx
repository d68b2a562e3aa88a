import { Avatar, Menu } from '@mantine/core'
import { IconLogout, IconSelector } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { cx } from '#ui/cx.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { initials } from '#desk/parts/formats.ts'
import { usePortal } from '../session-context.ts'
import styles from './shell.module.css'
import { useSignOut } from './use-sign-out.ts'

/** Who is signed in, and the way out. */
export function AccountMenu(): ReactElement {
  const { portal } = usePortal()
  const { agent } = useSnapshot(portal.who)
  const signOut = useSignOut()
  return (
    <Menu position="top-start" width={240} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.person} aria-label={`Account of ${agent.name}`}>
          <Avatar size={30} radius="xl" color="farpoint" aria-hidden>
            {initials(agent.name)}
          </Avatar>
          <span className={styles.personName}>{agent.name}</span>
          <IconSelector size={18} stroke={1.75} className={cx(styles.personMore)} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{agent.email}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.75} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
