import type { ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { PhotoIcon, TorchIcon, LensIcon, ZoomIcon } from '#ui/icons-camera.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import styles from './camera-ask.module.css'
import type { CameraDesk } from './camera-desk.ts'
import { wishWords } from './wish-words.ts'

const icons = { torch: TorchIcon, zoom: ZoomIcon, lens: LensIcon, photo: PhotoIcon } as const

/** What an expert asks of the camera; only the tap on "Allow" lets it happen. */
export function CameraAsk({ desk }: { readonly desk: CameraDesk }): ReactElement | null {
  const { ask, offer, isBusy, trouble } = useSnapshot(desk)
  if (ask === undefined)
    return trouble === undefined ? null : (
      <Banner tone="warning" title="The camera did not do it">
        {trouble}
      </Banner>
    )
  const Icon = icons[ask.wish.kind]
  return (
    <section className={styles.card} aria-label="The expert asks">
      <span className={styles.icon}>
        <Icon size={28} />
      </span>
      <p className={styles.words} role="status">
        {ask.by} asks to {wishWords(ask.wish, offer)}
      </p>
      <span className={styles.actions}>
        <Button disabled={isBusy} onClick={() => void desk.answer(false)}>
          Not now
        </Button>
        <Button tone="primary" busy={isBusy} onClick={() => void desk.answer(true)}>
          Allow
        </Button>
      </span>
    </section>
  )
}
