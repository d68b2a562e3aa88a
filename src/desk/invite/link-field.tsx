import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, type ReactElement } from 'react'
import { cx } from '#ui/cx.ts'
import { useCopy } from '../parts/use-copy.ts'
import styles from './invite.module.css'

export interface LinkFieldProps {
  readonly label: string
  /** Undefined while the link is being made. */
  readonly url: string | undefined
  /** What is to be known of it; gives way to "Copied" for a moment. */
  readonly words: string
}

const said = {
  copied: 'Copied',
  refused: 'The browser does not let this page copy. The link is selected: press Ctrl+C.',
  nothing: undefined,
} as const

/** A link to read and to copy. Where the page may not copy, it selects the link so that the keys do. */
export function LinkField({ label, url, words }: LinkFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  const { result, copy } = useCopy()

  async function copyLink(): Promise<void> {
    field.current?.select()
    if (url !== undefined) await copy(url)
  }

  const Icon = result === 'copied' ? IconCheck : IconCopy
  return (
    <div>
      <div className={styles.line}>
        <TextInput
          ref={field}
          className={cx(styles.field)}
          label={label}
          readOnly
          value={url ?? ''}
          placeholder="Making the link"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          disabled={url === undefined}
          leftSection={<Icon size={18} stroke={1.75} />}
          onClick={() => void copyLink()}
        >
          Copy
        </Button>
      </div>
      <p className={result === 'copied' ? styles.said : styles.words} role="status">
        {said[result ?? 'nothing'] ?? words}
      </p>
    </div>
  )
}
