import { IconArrowBackUp } from '@tabler/icons-react'
import { useCallback, type ReactElement } from 'react'
import type { Look } from './look-state.ts'
import styles from './picture.module.css'

/** While a still is marked, what the camera sees now stays in a corner; touching it goes back there. */
export function LiveCorner({ look }: { readonly look: Look }): ReactElement {
  const attach = useCallback(
    (element: HTMLCanvasElement | null) => look.attachCorner(element ?? undefined),
    [look],
  )
  return (
    <button type="button" className={styles.corner} onClick={() => look.unfreeze()}>
      <canvas ref={attach} className={styles.cornerPicture} width={240} height={320} aria-hidden />
      <span className={styles.cornerWords}>
        <IconArrowBackUp size={16} stroke={2} aria-hidden />
        Back to live
      </span>
    </button>
  )
}
