import { Button, Modal } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'

/** Ending is for good: this says what goes and what stays. */
export function EndDialog({
  expert,
  opened,
  onClose,
}: {
  readonly expert: ExpertCall
  readonly opened: boolean
  readonly onClose: () => void
}): ReactElement {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const end = async (): Promise<void> => {
    setBusy(true)
    setTrouble(undefined)
    const outcome = await expert.endSession()
    setBusy(false)
    if (outcome.ok) location.assign(`/history/${expert.sessionId}`)
    else setTrouble(outcome.problem.sentence)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      centered
      title="End this session for good?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={styles.words}>
        Everybody leaves the call and the guest link stops working. Chat, notes and recordings stay in
        History.
      </p>
      {trouble === undefined ? null : (
        <Banner tone="danger" title="The session was not ended">
          {trouble}
        </Banner>
      )}
      <div className={styles.dialogActions}>
        <Button variant="default" onClick={onClose}>
          Keep it open
        </Button>
        <Button color="red" loading={busy} onClick={() => void end()}>
          End session
        </Button>
      </div>
    </Modal>
  )
}
