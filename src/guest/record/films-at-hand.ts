import { createValue, type Engine } from '#domain/engine.ts'
import type { Id } from '#domain/ids.ts'
import { createFilmSender } from '#recording/film-sender.ts'
import type { FilmProgress } from '#recording/film-work.ts'
import { openVault } from '#recording/indexed-vault.ts'
import type { KeptSeat } from '#store/device-memory.ts'
import { identityName } from '#store/indexed-store.ts'
import { openIdentity } from '#store/open-identity.ts'
import type { Sync } from '#store/sync.ts'

export interface FilmsState {
  /** Films of this link that this device still has. */
  readonly films: readonly FilmProgress[]
  /** Films that the portal has confirmed since this page was opened. */
  readonly sent: number
}

/** What a technician has recorded on this phone, and what may become of it. */
export interface FilmsAtHand extends Engine<FilmsState> {
  /** The finished film; undefined until it is finished. */
  film(id: Id): Promise<Blob | undefined>
  /** It may go to whoever asked for it. */
  send(id: Id): Promise<void>
  discard(id: Id): Promise<void>
}

/** Films of a link that no longer lets anybody in: what was captured before is still looked at, sent or discarded. */
export async function openLeftFilms(
  seat: KeptSeat,
  page: Window,
): Promise<{ readonly films: FilmsAtHand; readonly sync: Sync; readonly any: boolean }> {
  const self = { kind: 'guest', participantId: seat.participantId } as const
  const identity = await openIdentity({ ...self, secret: seat.secret }, page)
  const vaultName = identityName(self)
  const vault = await openVault(vaultName)
  const { store, api, sync } = identity
  const work = createFilmSender({ vault, vaultName, store, api, sync, page })
  const state = createValue<FilmsState>({ films: [], sent: 0 })
  const count = countSent(() => work.snapshot())
  const off = work.subscribe(() => state.set({ films: work.snapshot(), sent: count.now() }))
  work.look()
  const films: FilmsAtHand = {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    film: (id) => vault.film(id),
    async send(id) {
      await vault.release(id)
      work.look()
    },
    async discard(id) {
      count.leaveOut(id)
      await vault.free(id)
      work.forget(id)
    },
    close() {
      off()
      work.close()
      vault.close()
      identity.close()
    },
  }
  return { films, sync, any: (await vault.entries()).length > 0 }
}

/** Counts films that were on their way and are gone from this device: only the portal's confirmation frees them, or their maker. */
export function countSent(films: () => readonly FilmProgress[]): { now(): number; leaveOut(id: Id): void } {
  const onTheirWay = new Set<Id>()
  let sent = 0
  return {
    now() {
      const list = films()
      for (const { id, step } of list) if (step === 'sending' || step === 'waiting') onTheirWay.add(id)
      for (const id of onTheirWay)
        if (!list.some((film) => film.id === id)) {
          onTheirWay.delete(id)
          sent++
        }
      return sent
    },
    leaveOut: (id) => void onTheirWay.delete(id),
  }
}
