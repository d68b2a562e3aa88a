import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState, type FormEvent, type ReactElement } from 'react'
import type { Requesting } from '#call/requesting.ts'
import type { Invite } from '#domain/invite.ts'
import styles from '#desk/invite/invite.module.css'
import { DAY, lives } from './lives.ts'

/** What the technician reads before the camera opens, and what to show; the link stays the same. */
export function RequestContentForm({
  requesting,
  invite,
}: {
  readonly requesting: Requesting
  readonly invite: Invite
}): ReactElement {
  const [words, setWords] = useState(invite.words ?? '')
  const [prompts, setPrompts] = useState((invite.prompts ?? []).join('\n'))
  const [lifeMs, setLifeMs] = useState(String(7 * DAY))
  const [outcome, setOutcome] = useState<'saving' | 'saved'>()

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setOutcome('saving')
    const isSaved = await requesting.save({ words, prompts, lifeMs: Number(lifeMs) })
    setOutcome(isSaved ? 'saved' : undefined)
  }

  return (
    <form className={styles.section} onSubmit={(event) => void submit(event)} noValidate>
      <h3 className={styles.sectionTitle}>What you ask for</h3>
      <Textarea
        label="What it is for"
        placeholder="The seal leaks again after the last repair."
        autosize
        minRows={2}
        maxLength={500}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          setOutcome(undefined)
        }}
      />
      <Textarea
        label="What to show, one a line"
        placeholder={'The nameplate\nThe left valve'}
        autosize
        minRows={3}
        value={prompts}
        onChange={(event) => {
          setPrompts(event.currentTarget.value)
          setOutcome(undefined)
        }}
      />
      <div className={styles.line}>
        <NativeSelect
          className={styles.field ?? ''}
          label="Works for"
          data={[...lives]}
          value={lifeMs}
          onChange={(event) => {
            setLifeMs(event.currentTarget.value)
            setOutcome(undefined)
          }}
        />
        <Button type="submit" variant="default" loading={outcome === 'saving'}>
          Save request
        </Button>
      </div>
      <p className={outcome === 'saved' ? styles.said : styles.words} role="status">
        {outcome === 'saved' ? 'Saved. The link says so from now on.' : 'Both are optional.'}
      </p>
    </form>
  )
}
