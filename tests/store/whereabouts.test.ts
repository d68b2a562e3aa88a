import { expect, it } from 'vitest'
import { problem, problems } from '#domain/problem.ts'
import type { Whereabouts } from '#store/local-store.ts'
import type { SyncState } from '#store/sync.ts'
import { whereaboutsText } from '#store/whereabouts.ts'

const rows: readonly {
  readonly where: Whereabouts
  readonly sync: SyncState['status']
  readonly text: string
}[] = [
  { where: { status: 'on-device' }, sync: 'sending', text: 'Waiting to send' },
  { where: { status: 'on-device' }, sync: 'offline', text: 'On this device' },
  { where: { status: 'on-device' }, sync: 'signed-out', text: 'On this device' },
  { where: { status: 'received' }, sync: 'synced', text: 'On this device' },
  { where: { status: 'in-portal', revision: 1, late: false }, sync: 'synced', text: 'In the portal' },
  {
    where: { status: 'in-portal', revision: 1, late: true },
    sync: 'synced',
    text: 'In the portal, arrived after the end',
  },
  {
    where: { status: 'refused', problem: problem('session-ended') },
    sync: 'synced',
    text: problems['session-ended'].sentence,
  },
]

it.each(rows)('[WA1] $where.status while $sync: $text', ({ where, sync, text }) => {
  expect(whereaboutsText(where, sync)).toBe(text)
})
