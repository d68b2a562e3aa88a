import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { ArRestart } from './ar-restart.tsx'
import styles from './console.module.css'
import type { ExpertCall } from './expert-call.ts'
import type { Look } from './look-state.ts'

/** What is not as it should be, each with what it means and the way on. */
export function ConsoleNotices({ expert }: { readonly expert: ExpertCall }): ReactElement {
  const { microphone } = useSnapshot(expert.media)
  const { trouble, recorder, asked } = useSnapshot(expert.filming)
  const sync = useSnapshot(expert.identity.sync)
  const sound = useSnapshot(expert.sound)
  return (
    <div className={styles.notices}>
      <ArRestart look={expert.look} />
      <PhoneHint look={expert.look} />
      <OtherStill look={expert.look} />
      {sync.status === 'offline' ? (
        <Banner tone="warning" title="The portal cannot be reached">
          The call goes on. Chat, notes and recordings are kept on this device and sent later.
        </Banner>
      ) : null}
      {asked === undefined ? null : (
        <Banner
          title="This call is being recorded"
          action={
            <>
              <Button onClick={() => expert.filming.answer(true)}>Agree</Button>
              <Button variant="default" onClick={() => expert.filming.answer(false)}>
                Do not record me
              </Button>
            </>
          }
        >
          {asked.by} records the picture, the marks and all voices. Is that all right with you?
        </Banner>
      )}
      {trouble === undefined ? null : (
        <Banner tone="warning" title="Not recording">
          {trouble}
        </Banner>
      )}
      {recorder.status === 'stopped-early' ? (
        <Banner tone="danger" title="Recording stopped">
          {recorder.sentence}
        </Banner>
      ) : null}
      {'sentence' in microphone ? (
        <Banner
          tone="warning"
          title="The technician cannot hear you"
          action={
            <Button variant="default" onClick={() => void expert.media.openMicrophone()}>
              Try microphone again
            </Button>
          }
        >
          {microphone.sentence}
        </Banner>
      ) : null}
      {sound.blocked ? (
        <Banner
          title="The browser keeps the sound off until you touch the page"
          action={<Button onClick={() => void expert.sound.resume()}>Hear the call</Button>}
        />
      ) : null}
    </div>
  )
}

/** What the technician's phone lacks, in the words that the technician reads: the expert may have to say them. */
function PhoneHint({ look }: { readonly look: Look }): ReactElement | null {
  const hint = useSnapshot(look).technician?.capability?.hint
  return hint === undefined ? null : (
    <Banner tone="warning" title="The technician is told">
      {hint}
    </Banner>
  )
}

/** Somebody else shows or marks a still, and this expert looks elsewhere. */
function OtherStill({ look }: { readonly look: Look }): ReactElement | null {
  const { shownByOther } = useSnapshot(look.stills)
  if (shownByOther === undefined) return null
  const { name, stillId } = shownByOther
  return (
    <Banner
      title={`${name} shows a still`}
      action={
        <Button variant="default" onClick={() => void look.stills.open(stillId)}>
          Look at it too
        </Button>
      }
    />
  )
}
