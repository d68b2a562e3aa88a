import type { ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'

export interface DeviceTroublesProps {
  /** What is in the way of each, as a sentence. */
  readonly camera: string | undefined
  readonly microphone: string | undefined
  readonly inAr: boolean
  readonly onCamera: () => void
  readonly onMicrophone: () => void
}

/** What is wrong with camera or microphone, and the way on. The call goes on without. */
export function DeviceTroubles(props: DeviceTroublesProps): ReactElement {
  const { camera, microphone, inAr, onCamera, onMicrophone } = props
  return (
    <>
      {camera === undefined || inAr ? null : (
        <Banner
          tone="warning"
          title="The expert cannot see yet"
          action={<Button onClick={onCamera}>Try camera again</Button>}
        >
          {camera}
        </Banner>
      )}
      {microphone === undefined ? null : inAr ? (
        // The browser's own question is not seen over AR, and may end it: it is asked afterwards.
        <Banner tone="warning" title="The expert cannot hear you">
          You can write in the chat. The microphone can be tried again once AR is stopped.
        </Banner>
      ) : (
        <Banner
          tone="warning"
          title="The expert cannot hear you"
          action={<Button onClick={onMicrophone}>Try microphone again</Button>}
        >
          {microphone} You can write in the chat.
        </Banner>
      )}
    </>
  )
}
