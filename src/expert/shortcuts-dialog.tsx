import { Kbd, Modal } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './shortcuts.module.css'
import { toolKeys } from './shortcuts.ts'

interface Entry {
  readonly keys: readonly string[]
  readonly does: string
}

const groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  {
    name: 'Tools',
    entries: [
      { keys: [toolKeys.pointer], does: 'Pointer' },
      { keys: [toolKeys.select], does: 'Select' },
      { keys: [toolKeys.arrow], does: 'Arrow' },
      { keys: [toolKeys.circle], does: 'Circle' },
      { keys: [toolKeys.freehand], does: 'Freehand' },
      { keys: [toolKeys.text], does: 'Text' },
      { keys: [toolKeys.measure], does: 'Measure' },
      { keys: [toolKeys.step], does: 'Step' },
      { keys: ['G'], does: 'Gallery' },
      { keys: ['1', '6'], does: 'First to last colour' },
    ],
  },
  {
    name: 'On the picture',
    entries: [
      { keys: ['←', '↑', '→', '↓'], does: 'Move the cursor; with Shift farther' },
      { keys: ['Enter'], does: 'Use the tool at the cursor' },
      { keys: ['Tab'], does: 'With Select: the next mark or model' },
      { keys: ['Esc'], does: 'End the measure, let go, put the tool away' },
    ],
  },
  {
    name: 'What is selected',
    entries: [
      { keys: ['←', '↑', '→', '↓'], does: 'Move it; with Shift farther' },
      { keys: [',', '.'], does: 'Turn it; with [ and ] too' },
      { keys: ['−', '+'], does: 'Smaller, larger' },
      { keys: ['Del'], does: 'Delete it' },
    ],
  },
  {
    name: 'Everywhere',
    entries: [
      { keys: ['Space'], does: 'Freeze the picture, and back to live' },
      { keys: ['Ctrl', 'Z'], does: 'Undo your last change' },
      { keys: ['Ctrl', 'Y'], does: 'Redo it' },
      { keys: ['M'], does: 'Mute or unmute yourself' },
      { keys: ['?'], does: 'This list' },
    ],
  },
]

/** All keys of the console. They are quiet while somebody writes. */
export function ShortcutsDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean
  readonly onClose: () => void
}): ReactElement {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.groups}>
        {groups.map(({ name, entries }) => (
          <section key={name} className={styles.group}>
            <h3 className={styles.title}>{name}</h3>
            <dl className={styles.list}>
              {entries.map(({ keys, does }) => (
                <div key={does} className={styles.entry}>
                  <dt className={styles.does}>{does}</dt>
                  <dd className={styles.keys}>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
