import { Button, Skeleton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { GuestLink, Inviting } from '#call/inviting.ts'
import { saveFile } from '../parts/save-file.ts'
import { useQrPicture } from '../parts/use-qr-picture.ts'
import styles from './invite.module.css'
import { LinkTrouble } from './link-trouble.tsx'

export interface CodePanelProps {
  readonly inviting: Inviting
  readonly link: GuestLink
  /** Without its ending. */
  readonly fileName: string
}

/** The guest link as a code to scan from this screen, or to save and print. */
export function CodePanel({ inviting, link, fileName }: CodePanelProps): ReactElement {
  const picture = useQrPicture(link.status === 'ready' ? link.url : undefined)
  return (
    <>
      <LinkTrouble inviting={inviting} link={link} />
      {link.status === 'working' || link.status === 'ready' ? (
        <div className={styles.code}>
          {picture === undefined ? (
            <Skeleton width={272} height={272} radius="md" />
          ) : (
            <img src={picture} alt="QR code" width={1024} height={1024} />
          )}
          <p className={styles.words}>Scan it with the camera of a phone: it is the guest link.</p>
          <Button
            variant="default"
            disabled={picture === undefined}
            leftSection={<IconDownload size={18} stroke={1.75} />}
            onClick={() =>
              picture === undefined ? undefined : saveFile(picture, `${fileName}-guest-link.png`)
            }
          >
            Download
          </Button>
        </div>
      ) : null}
    </>
  )
}
