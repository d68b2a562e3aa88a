import { notifications } from '@mantine/notifications'
import { usePortal } from '../session-context.ts'

/** Signs out; says so when the portal cannot be reached, since the cookie is the portal's to end. */
export function useSignOut(): () => Promise<void> {
  const { gate } = usePortal()
  return async () => {
    const outcome = await gate.signOut()
    if (outcome.ok) return
    notifications.show({ color: 'red', title: 'You are still signed in', message: outcome.problem.sentence })
  }
}
