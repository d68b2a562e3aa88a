import type { ReactElement } from 'react'
import type { Id } from '#domain/ids.ts'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './console.module.css'
import type { Look } from './look-state.ts'
import { stillName } from './still-words.ts'

/** A still that a message shows; touching it opens it in the place of the picture. */
export function ChatStill({ look, stillId }: { readonly look: Look; readonly stillId: Id }): ReactElement {
  const still = useSnapshot(look.stills).stills.find(({ id }) => id === stillId)
  if (still?.url === undefined) return <span className={styles.muted}>The picture is on its way. </span>
  return (
    <button
      type="button"
      className={styles.chatStill}
      aria-label={`Open the ${stillName(still).toLocaleLowerCase()}`}
      onClick={() => void look.stills.open(stillId)}
    >
      <img src={still.url} alt="" />
    </button>
  )
}
