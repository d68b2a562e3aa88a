import { createLocalNotices } from '#server/live/local-notices.ts'
import { noticesLaw } from './notices-law.ts'

noticesLaw('in one process', () => {
  const notices = createLocalNotices()
  return Promise.resolve({ here: notices, there: notices, close: () => notices.close() })
})
