import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import { SessionReference, SessionTitle } from '#domain/session.ts'
import { Banner } from '#ui/banner.tsx'
import { useFormSend } from '../gate/use-form-send.ts'
import { usePortal } from '../session-context.ts'
import { createSessionCommands } from './session-commands.ts'

export interface NewSessionDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Asks what the session is about, and opens it. */
export function NewSessionDialog({ opened, onClose }: NewSessionDialogProps): ReactElement {
  return (
    <Modal opened={opened} onClose={onClose} title="New session" closeButtonProps={{ 'aria-label': 'Close' }}>
      <NewSessionForm onClose={onClose} />
    </Modal>
  )
}

function NewSessionForm({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { portal } = usePortal()
  const [commands] = useState(() => createSessionCommands(portal))
  const [title, setTitle] = useState('')
  const [reference, setReference] = useState('')
  const [wasSent, setWasSent] = useState(false)
  const { sending, problem, send } = useFormSend()
  const titleFault = SessionTitle.safeParse(title).success
    ? undefined
    : 'Write a few words, at most 160 letters.'
  const referenceFault = SessionReference.safeParse(reference).success ? undefined : 'At most 120 letters.'

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setWasSent(true)
    if (titleFault !== undefined || referenceFault !== undefined) return
    if (await send(() => commands.create(title, reference))) onClose()
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {problem ? (
          <Banner
            tone="danger"
            title={problem.code === 'server-gone' ? 'The portal cannot be reached' : problem.sentence}
          >
            {problem.code === 'server-gone'
              ? 'A session gets its number from the portal. Try again when it is back; your words stay here.'
              : null}
          </Banner>
        ) : null}
        <TextInput
          label="Title"
          description="What is it about? The guest sees it too."
          data-autofocus
          value={title}
          error={wasSent ? titleFault : undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label="Reference"
          description="A number of your own, such as an order or a machine. You can leave it out."
          value={reference}
          error={wasSent ? referenceFault : undefined}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sending}>
            Create session
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
