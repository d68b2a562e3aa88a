import { useState, type ReactElement } from 'react'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import type { GuestCall } from './guest-call.ts'
import type { SeenFilm } from './seen.ts'

interface FilmConsentProps {
  readonly guest: GuestCall
  readonly film: SeenFilm
}

/** Asks whoever is filmed, also who came later; the answer stands in the session's updates. Whoever does not agree ends the film. */
export default function FilmConsent({ guest, film }: FilmConsentProps): ReactElement | null {
  const [isAnswered, setAnswered] = useState(false)
  const { recordingId } = film
  if (isAnswered || recordingId === undefined) return null
  const answer = (agreed: boolean): void => {
    guest.call.send({ type: 'recording.consent', recordingId, agreed }, film.peerId)
    guest.tell(agreed ? 'recording-agreed' : 'recording-declined')
    setAnswered(true)
  }
  return (
    <Banner
      tone="warning"
      title="This call is being recorded"
      action={
        <>
          <Button tone="primary" onClick={() => answer(true)}>
            Agree
          </Button>
          <Button onClick={() => answer(false)}>Do not record me</Button>
        </>
      }
    >
      {film.by} records the picture, the marks and all voices. Is that all right with you?
    </Banner>
  )
}
