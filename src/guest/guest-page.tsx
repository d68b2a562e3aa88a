import { useEffect, useState, type ReactElement } from 'react'
import { createLocalMedia, type LocalMedia } from '#call/local-media.ts'
import type { Problem } from '#domain/problem.ts'
import { StoreError } from '#store/store-error.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { WarningIcon } from '#ui/icons-tool.tsx'
import { WifiOffIcon } from '#ui/icons-call.tsx'
import { PageShell } from '#ui/page-shell.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import { CallScreen } from './call-screen.tsx'
import type { Entry, EntryState } from './entry.ts'
import { openGuestCall, type GuestCall } from './guest-call.ts'
import { JoinForm } from './join-form.tsx'
import { ClosedPage, LeftPage } from './last-pages.tsx'
import { WaitingPage } from './waiting-page.tsx'

/** The usual sentence speaks of what is kept on the device; a guest at the door has nothing there yet. */
const NOT_REACHED =
  'The help desk could not be reached. Check that this phone has a network connection, then try again.'

/** What the browser's tab, its history and a screen reader call this page. */
function useTitle(state: EntryState): void {
  const title =
    state.step === 'asking'
      ? state.view.session.title
      : state.step === 'inside'
        ? state.joined.session.title
        : undefined
  useEffect(() => {
    document.title = title === undefined ? 'Farpoint' : `${title} | Farpoint`
  }, [title])
}

/** Everything behind a guest link: the way in, the call, and what is said when it is over. */
export function GuestPage({ entry }: { readonly entry: Entry }): ReactElement {
  const state = useSnapshot(entry)
  useTitle(state)
  const isRequest = state.step === 'asking' && state.view.kind === 'recording'
  useEffect(() => {
    // The same link under another address: it asks for a recording, and nobody waits in a call.
    if (isRequest) location.replace(location.href.replace('/join/', '/record/'))
  }, [isRequest])
  if (isRequest) return <WaitingPage>Opening the link</WaitingPage>
  switch (state.step) {
    case 'opening':
      return <WaitingPage>Opening the link</WaitingPage>
    case 'refused':
      return <ClosedPage problem={state.problem} />
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
    case 'asking':
      return <Asking entry={entry} state={state} />
    case 'inside':
      return <Inside entry={entry} state={state} />
  }
}

/** Camera and microphone are asked for by the same tap that joins, so that the browser's questions come when they are expected. */
let joiningMedia: LocalMedia | undefined

function mediaOfThisPage(): LocalMedia {
  joiningMedia ??= createLocalMedia({ mediaDevices: navigator.mediaDevices, secure: isSecureContext })
  return joiningMedia
}

function Asking({
  entry,
  state,
}: {
  readonly entry: Entry
  readonly state: Extract<EntryState, { step: 'asking' }>
}): ReactElement {
  const join = (name: string): void => {
    const media = mediaOfThisPage()
    if (name.trim() !== '') {
      void media.openCamera({ facing: 'environment' })
      void media.openMicrophone()
    }
    void entry.join(name)
  }
  return <JoinForm state={state} onJoin={join} />
}

function Inside({
  entry,
  state,
}: {
  readonly entry: Entry
  readonly state: Extract<EntryState, { step: 'inside' }>
}): ReactElement {
  const [guest, setGuest] = useState<GuestCall>()
  const [trouble, setTrouble] = useState<Problem>()
  const [left, setLeft] = useState(false)
  const { seat, joined } = state

  useEffect(() => {
    let cancelled = false
    let opened: GuestCall | undefined
    openGuestCall(seat, joined.participant, mediaOfThisPage(), window)
      .then((call) => {
        if (cancelled) return call.close()
        opened = call
        setGuest(call)
      })
      .catch((error: unknown) => {
        if (!(error instanceof StoreError)) throw error
        if (!cancelled) setTrouble(error.problem)
      })
    return () => {
      cancelled = true
      opened?.close()
      joiningMedia = undefined
    }
  }, [seat, joined])

  if (left) return <LeftPage onBack={() => location.reload()} />
  if (trouble !== undefined)
    return (
      <PageShell>
        <EmptyState
          level={1}
          icon={<WarningIcon size={40} />}
          title="This device cannot keep the session"
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
  if (guest === undefined) return <WaitingPage>Joining the call</WaitingPage>
  return (
    <CallScreen
      guest={guest}
      session={joined.session}
      invitedBy={state.invitedBy}
      onLeave={() => {
        setLeft(true)
        void guest.leave().then(() => {
          guest.close()
          entry.close()
        })
      }}
    />
  )
}
