import { useEffect, useState, type ReactElement } from 'react'
import { createLocalMedia, type LocalMedia } from '#call/local-media.ts'
import type { Problem } from '#domain/problem.ts'
import { problem as problemOf } from '#domain/problem.ts'
import type { KeptSeat } from '#store/device-memory.ts'
import { StoreError } from '#store/store-error.ts'
import type { Sync } from '#store/sync.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { WifiOffIcon } from '#ui/icons-call.tsx'
import { WarningIcon } from '#ui/icons-tool.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { Entry, EntryState } from '../entry.ts'
import { openGuestCall, type GuestCall } from '../guest-call.ts'
import { ClosedPage } from '../last-pages.tsx'
import { WaitingPage } from '../waiting-page.tsx'
import { createAlone } from './alone.ts'
import { openLeftFilms, type FilmsAtHand } from './films-at-hand.ts'
import { RecordScreen } from './record-screen.tsx'
import { RequestForm } from './request-form.tsx'
import { Review } from './review.tsx'
import { openSolo, type Solo } from './solo.ts'

const NOT_REACHED =
  'The help desk could not be reached. Check that this phone has a network connection, then try again.'

/** Everything behind a recording request. */
export function RecordPage({ entry }: { readonly entry: Entry }): ReactElement {
  const state = useSnapshot(entry)
  const [media] = useState(() =>
    createLocalMedia({ mediaDevices: navigator.mediaDevices, secure: isSecureContext }),
  )
  useEffect(() => {
    if (state.step === 'asking') document.title = `${state.view.session.title} | Farpoint`
  }, [state])
  switch (state.step) {
    case 'opening':
      return <WaitingPage>Opening the link</WaitingPage>
    case 'refused':
      return <Refused problem={state.problem} seat={state.seat} />
    case 'unreachable':
      return (
        <PageShell>
          <EmptyState
            level={1}
            icon={<WifiOffIcon size={40} />}
            title="No answer yet"
            action={
              <Button tone="primary" size="main" onClick={() => void entry.open()}>
                Try again
              </Button>
            }
          >
            {state.problem.code === 'server-gone' ? NOT_REACHED : state.problem.sentence}
          </EmptyState>
        </PageShell>
      )
    case 'asking': {
      // A link into a call was opened here by hand: it asks for no recording.
      if (state.view.kind !== 'recording') return <ClosedPage problem={problemOf('link-unknown')} />
      const start = (name: string): void => {
        if (name.trim() !== '') {
          // By the tap that begins, so that the browser's questions come when they are expected.
          void media.openCamera({ facing: 'environment' })
          void media.openMicrophone()
        }
        void entry.join(name)
      }
      return <RequestForm state={state} onStart={start} />
    }
    case 'inside':
      return <Inside state={state} media={media} />
  }
}

/** The link lets nobody in any more; what was recorded on this phone before is still its maker's to send. */
function Refused({
  problem,
  seat,
}: {
  readonly problem: Problem
  readonly seat: KeptSeat | undefined
}): ReactElement {
  const [left, setLeft] = useState<{ readonly films: FilmsAtHand; readonly sync: Sync }>()
  useEffect(() => {
    let cancelled = false
    let close = (): void => undefined
    const open = async (kept: KeptSeat): Promise<void> => {
      const opened = await openLeftFilms(kept, window)
      close = () => opened.films.close()
      if (cancelled || !opened.any) return close()
      setLeft(opened)
    }
    // A device that cannot open its memory shows what the link says.
    if (seat?.joined === true) open(seat).catch(() => undefined)
    return () => {
      cancelled = true
      close()
    }
  }, [seat])
  return left === undefined ? (
    <ClosedPage problem={problem} />
  ) : (
    <Review films={left.films} sync={left.sync} requester={undefined} notice={problem.sentence} />
  )
}

function Inside({
  state,
  media,
}: {
  readonly state: Extract<EntryState, { step: 'inside' }>
  readonly media: LocalMedia
}): ReactElement {
  const [opened, setOpened] = useState<{ readonly guest: GuestCall; readonly solo: Solo }>()
  const [trouble, setTrouble] = useState<Problem>()
  const { seat, joined } = state

  useEffect(() => {
    let cancelled = false
    let close = (): void => undefined
    const open = async (): Promise<void> => {
      const alone = createAlone()
      const guest = await openGuestCall(seat, joined.participant, media, window, alone)
      close = () => guest.close()
      if (cancelled) return close()
      const solo = await openSolo(guest, alone, window)
      close = () => {
        solo.close()
        guest.close()
      }
      if (cancelled) return close()
      setOpened({ guest, solo })
    }
    open().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error
      if (!cancelled) setTrouble(error.problem)
    })
    return () => {
      cancelled = true
      close()
    }
  }, [seat, joined, media])

  if (trouble !== undefined)
    return (
      <PageShell>
        <EmptyState
          level={1}
          icon={<WarningIcon size={40} />}
          title="This device cannot keep a recording"
          action={
            <Button tone="primary" size="main" onClick={() => location.reload()}>
              Reload
            </Button>
          }
        >
          {trouble.sentence}
        </EmptyState>
      </PageShell>
    )
  if (opened === undefined) return <WaitingPage>Getting the camera ready</WaitingPage>
  return <RecordScreen {...opened} view={state.view} />
}
