import type { ReactElement } from 'react'
import { Spinner } from '#ui/spinner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Look } from './look-state.ts'
import styles from './stills.module.css'
import { stillWords } from './still-words.ts'

/** The stills of this session, newest first, each one touch away: the one that is open is marked. Nothing while there is none. */
export function StillStrip({ look }: { readonly look: Look }): ReactElement | null {
  const { stills, open, shownByOther } = useSnapshot(look.stills)
  if (stills.length === 0) return null
  return (
    <div className={styles.strip}>
      <h2 className={styles.title} id="stills">
        Stills
      </h2>
      <ul className={styles.list} aria-labelledby="stills">
        {stills.map((still) => (
          <li key={still.id}>
            <button
              type="button"
              className={styles.still}
              aria-label={stillWords(still)}
              aria-current={still.id === open ? 'true' : undefined}
              title={stillWords(still)}
              disabled={still.url === undefined}
              onClick={() => void look.stills.open(still.id)}
            >
              {still.url === undefined ? (
                <Spinner label="On its way" />
              ) : (
                <img className={styles.picture} src={still.url} alt="" />
              )}
              {still.marks === 0 ? null : (
                <span className={styles.count} aria-hidden>
                  {still.marks}
                </span>
              )}
            </button>
            {still.id === shownByOther?.stillId ? (
              <span className={styles.other}>{shownByOther.name} is here</span>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
