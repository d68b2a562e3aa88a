import { Button, Menu, Modal } from '@mantine/core'
import { IconTrash, IconTrashX, IconUser } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { count } from '#desk/parts/formats.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import { ToolButton } from './tool-button.tsx'

/** Takes marks and models away: one's own at once, everybody's after a question. */
export function ClearMenu({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { scene } = useSnapshot(expert.shared)
  const [asking, setAsking] = useState(false)
  const standing = [...scene.marks.values(), ...scene.placements.values()]
  const own = standing.filter(({ author }) => author === expert.self.id).length
  return (
    <>
      <Menu
        withInitialFocusPlaceholder={false}
        position="right-end"
        width={230}
        portalProps={{ target: '#console' }}
        returnFocus
      >
        <Menu.Target>
          <ToolButton name="Clear" icon={IconTrash} opens="menu" disabled={standing.length === 0} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUser size={18} stroke={1.75} aria-hidden />}
            disabled={own === 0}
            onClick={() => expert.look.clearMine()}
          >
            Clear mine
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrashX size={18} stroke={1.75} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            Clear all
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        centered
        title="Clear everybody’s marks?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p className={styles.words}>
          {count(standing.length, 'mark or model', 'marks and models')} of everyone in this call{' '}
          {standing.length === 1 ? 'goes' : 'go'} away. You can undo this; stills stay.
        </p>
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep them
          </Button>
          <Button
            color="red"
            onClick={() => {
              setAsking(false)
              expert.look.clearAll()
            }}
          >
            Clear all
          </Button>
        </div>
      </Modal>
    </>
  )
}
