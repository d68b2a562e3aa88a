import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import { Workspace } from '#domain/agent.ts'
import { succeed } from '#domain/problem.ts'
import { Banner } from '#ui/banner.tsx'
import { cx } from '#ui/cx.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { useFormSend } from '../gate/use-form-send.ts'
import { usePortal } from '../session-context.ts'
import { Card } from './card.tsx'
import styles from './settings.module.css'

/** The workspace's name, which guests read too. */
export function WorkspaceCard(): ReactElement {
  const { gate, portal } = usePortal()
  const { agent, workspace } = useSnapshot(portal.who)
  const [name, setName] = useState(workspace.name)
  const [saved, setSaved] = useState(false)
  const { sending, problem, send } = useFormSend()
  const isFine = Workspace.shape.name.safeParse(name).success

  function submit(event: FormEvent): void {
    event.preventDefault()
    void send(async () => {
      const renamed = await portal.api.call('renameWorkspace', { name: name.trim() })
      if (!renamed.ok) return renamed
      gate.rename({ agent, workspace: renamed.value })
      setSaved(true)
      return succeed(undefined)
    })
  }

  return (
    <Card title="Workspace" words="Guests read this name before they join.">
      <form onSubmit={submit} className={styles.line}>
        <TextInput
          className={cx(styles.grow)}
          label="Workspace name"
          value={name}
          error={isFine ? undefined : 'Write a name of at most 80 letters.'}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setSaved(false)
          }}
        />
        <Button
          type="submit"
          variant="default"
          loading={sending}
          disabled={!isFine || name.trim() === workspace.name}
        >
          Rename
        </Button>
      </form>
      {problem ? <Banner tone="danger" title={problem.sentence} /> : null}
      {saved ? <Banner tone="success" title="The workspace has its new name." /> : null}
    </Card>
  )
}
