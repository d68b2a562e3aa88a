import { useMemo, useState } from 'react'
import { useSnapshot } from '#ui/use-snapshot.ts'
import type { GuestCall } from './guest-call.ts'

/** How many messages of others came since the chat was last open. */
export function useUnread(guest: GuestCall, open: boolean): number {
  const source = useMemo(() => guest.identity.store.watch('message', guest.self.sessionId), [guest])
  const messages = useSnapshot(source)
  const others = messages?.filter(({ record }) => record.author !== guest.self.id).length
  const [read, setRead] = useState<number>()
  // What was there before this page was opened counts as read; adjusting state while rendering is React's way for derived marks.
  if (others !== undefined && (read === undefined || (open && read !== others))) setRead(others)
  return open || others === undefined || read === undefined ? 0 : others - read
}
