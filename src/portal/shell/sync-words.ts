import type { FilmProgress } from '#recording/film-work.ts'
import type { SyncState } from '#store/sync.ts'
import { count } from '#desk/parts/formats.ts'

export interface SyncFacts {
  readonly sync: Pick<SyncState, 'status' | 'waiting'>
  readonly films: readonly FilmProgress[]
  readonly waitingStills: number
  /** False when the browser keeps nothing beyond this page. */
  readonly durable: boolean
}

export interface SyncWords {
  readonly text: string
  readonly state: 'on' | 'waiting' | 'off'
  /** What it means, in one sentence. */
  readonly more: string
}

/** How much of what was made is safe in the portal, in words. Tables before ifs: the first row that fits speaks. */
export function syncWords({ sync, films, waitingStills, durable }: SyncFacts): SyncWords {
  const pending = films.filter((film) => film.step !== 'capturing').length
  const waiting = sync.waiting + waitingStills
  const changes = count(waiting, 'change')
  const wait = `${waiting === 1 ? 'waits' : 'wait'} on this device`
  const rows: readonly (readonly [fits: boolean, words: SyncWords])[] = [
    [
      !durable,
      {
        text: 'Not kept on this device',
        state: 'off',
        more: 'This browser keeps nothing for the portal. Leave this page open until all is saved.',
      },
    ],
    [
      sync.status === 'offline' && waiting === 0,
      {
        text: 'Offline',
        state: 'off',
        more: 'You see what this device has. What you make is kept here and sent later.',
      },
    ],
    [
      sync.status === 'offline',
      {
        text: `Offline, ${changes} ${wait}`,
        state: 'off',
        more: 'They are sent as soon as the portal can be reached.',
      },
    ],
    [
      waiting > 0,
      { text: `${changes} ${wait}`, state: 'waiting', more: 'They are on their way to the portal.' },
    ],
    [
      pending > 0,
      {
        text: `${count(pending, 'film')} ${pending === 1 ? 'waits' : 'wait'} on this device`,
        state: 'waiting',
        more: 'Keep a page of the portal open until they are sent. If you close it, they go on next time.',
      },
    ],
    [
      sync.status === 'refused',
      {
        text: 'Some changes were refused',
        state: 'off',
        more: 'They stay on this device; where they are shown, each says why.',
      },
    ],
    [
      sync.status === 'sending',
      { text: 'Looking for changes', state: 'waiting', more: 'The portal is being asked.' },
    ],
  ]
  return (
    rows.find(([fits]) => fits)?.[1] ?? {
      text: 'All saved in the portal',
      state: 'on',
      more: 'Nothing waits on this device.',
    }
  )
}

/** How far a film is, in words. */
export function filmStepWords(film: FilmProgress): string {
  switch (film.step) {
    case 'capturing':
      return 'Being recorded now'
    case 'finishing':
      return `Being finished, ${Math.floor(film.share * 100)} %`
    case 'held':
      return 'Waits to be looked at'
    case 'sending':
      return `Being sent, ${Math.floor(film.share * 100)} %`
    case 'waiting':
      return film.sentence ?? 'Waits to be sent'
    case 'failed':
      return film.sentence ?? 'Could not be finished'
  }
}
