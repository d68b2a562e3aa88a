import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload, IconMessageShare } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { saveFile } from '#desk/parts/save-file.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { ExpertCall } from './expert-call.ts'
import styles from './picture.module.css'
import { stillName } from './still-words.ts'
import { Tip } from './tip.tsx'

/** What can be done with the still that is open: taken away as a file, or shown in the chat. */
export function StillActions({ expert }: { readonly expert: ExpertCall }): ReactElement | null {
  const { stills } = expert.look
  const { open, stills: all } = useSnapshot(stills)
  const [said, setSaid] = useState<{ readonly about: string; readonly words: string }>()
  const still = all.find(({ id }) => id === open)
  if (still === undefined) return null

  const say = (words: string): void => setSaid({ about: still.id, words })
  const download = async (marks: 'with-marks' | 'bare'): Promise<void> => {
    const file = await stills.file(still.id, marks)
    if (file === undefined) return say('The picture is still on its way.')
    const url = URL.createObjectURL(file)
    saveFile(url, file.name)
    URL.revokeObjectURL(url)
  }
  const attach = async (): Promise<void> => {
    await stills.attach(still.id, stillName(still))
    say('Shown in the chat.')
  }
  const run = (work: Promise<void>): void => {
    work.catch(() => say('That did not work. Try again.'))
  }
  return (
    <>
      <span className={styles.said} role="status">
        {said?.about === still.id ? said.words : null}
      </span>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" portalProps={{ target: '#console' }}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="Download" title="Download">
            <IconDownload size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => run(download('with-marks'))}>With marks</Menu.Item>
          <Menu.Item onClick={() => run(download('bare'))}>Without marks</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tip label="Attach to chat">
        <ActionIcon variant="default" size={36} aria-label="Attach to chat" onClick={() => run(attach())}>
          <IconMessageShare size={18} stroke={1.75} />
        </ActionIcon>
      </Tip>
    </>
  )
}
