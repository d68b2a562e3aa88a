import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { useFormSend } from '../gate/use-form-send.ts'
import { usePortal } from '../session-context.ts'
import { createSessionCommands } from './session-commands.ts'
import type { Ticket } from './tickets.ts'

export interface EndSessionDialogProps {
  readonly ticket: Ticket
  readonly opened: boolean
  readonly onClose: () => void
}

/** Asks before a session ends, since it ends for good. */
export function EndSessionDialog({ ticket, opened, onClose }: EndSessionDialogProps): ReactElement {
  const { portal } = usePortal()
  const [commands] = useState(() => createSessionCommands(portal))
  const { sending, problem, send } = useFormSend()

  async function end(): Promise<void> {
    if (await send(() => commands.end(ticket.session.id))) onClose()
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="End this session?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
        <p>
          <strong>
            {ticket.label} {ticket.session.title}
          </strong>{' '}
          ends for good. {(ticket.people ?? 0) > 0 ? 'Everyone in the call is sent out, and all ' : 'All '}
          its links stop working. What was said, noted and recorded stays in the portal.
        </p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it open
          </Button>
          <Button color="red" loading={sending} onClick={() => void end()}>
            End session
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
