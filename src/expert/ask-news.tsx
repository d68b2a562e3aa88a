import { ActionIcon, Loader } from '@mantine/core'
import { IconCheck, IconHandStop, IconX } from '@tabler/icons-react'
import { useEffect, type ReactElement } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { CameraAsk } from './asks.ts'
import type { Look } from './look-state.ts'
import styles from './picture.module.css'

/** How long an answer stays over the picture, in milliseconds: long enough to be read after looking up. */
const SHOWN_MS = 6_000

/** What was asked of the technician's camera last, and what came of it. */
export function AskNews({ look }: { readonly look: Look }): ReactElement {
  const { asks } = look
  const newest = useSnapshot(asks).asks[0]
  const answered = newest === undefined || newest.state === 'waiting' ? undefined : newest.id
  useEffect(() => {
    if (answered === undefined) return
    const timer = setTimeout(() => asks.dismiss(answered), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [answered, asks])
  return (
    <div role="status">
      {newest === undefined ? null : (
        <span className={styles.news}>
          <AskIcon state={newest.state} />
          <span>
            {newest.words}. {newest.sentence}
          </span>
          <ActionIcon
            variant="transparent"
            color="white"
            size={32}
            aria-label="Put this away"
            onClick={() => asks.dismiss(newest.id)}
          >
            <IconX size={18} stroke={1.75} />
          </ActionIcon>
        </span>
      )}
    </div>
  )
}

function AskIcon({ state }: Pick<CameraAsk, 'state'>): ReactElement {
  if (state === 'waiting') return <Loader size={16} color="white" aria-hidden />
  return state === 'done' ? (
    <IconCheck size={18} stroke={2} aria-hidden />
  ) : (
    <IconHandStop size={18} stroke={1.75} aria-hidden />
  )
}
