import { useEffect, useState, type ReactElement } from 'react'
import { ToastList, type Toast } from '#ui/toast-list.tsx'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from './guest-call.ts'

/** Short enough not to be taken for a ring, in milliseconds. */
const BUZZ = 40
/** How long a sentence stays over the picture, in milliseconds. */
const STAYS = 4_000

/** Says what others did, for eyes that are on the machine and not on the phone. */
export function NewsToast({ guest }: { readonly guest: GuestCall }): ReactElement {
  const news = useSnapshot(guest.news)
  const [dismissed, setDismissed] = useState<string>()
  useEffect(() => {
    if (news !== undefined) navigator.vibrate?.(BUZZ)
  }, [news])
  const toasts: readonly Toast[] =
    news === undefined || news.id === dismissed ? [] : [{ id: news.id, text: news.text, lifetimeMs: STAYS }]
  return <ToastList toasts={toasts} onDismiss={setDismissed} place="here" />
}
