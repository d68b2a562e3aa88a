import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceMemory, KeptSeat } from '#store/device-memory.ts'
import { idOf } from '../contracts/local-store-records.ts'

const token = (n: number): string => String(n).padStart(22, 'A')
const seat = (n: number, name = 'Tom'): KeptSeat => ({
  token: token(n),
  participantId: idOf(n),
  secret: token(100 + n),
  name,
  joined: false,
})

/** What every device memory does; `reopen` is absent for one that does not outlive its page. */
export function deviceMemoryLaw(
  name: string,
  make: { open(): Promise<DeviceMemory>; reopen?: (memory: DeviceMemory) => Promise<DeviceMemory> },
): void {
  describe(`device memory law: ${name}`, () => {
    let memory: DeviceMemory
    const again = async (): Promise<void> => {
      if (make.reopen !== undefined) memory = await make.reopen(memory)
    }
    beforeEach(async () => {
      memory = await make.open()
    })
    afterEach(() => memory.close())

    it('[DM1] a seat is found by its link, replaced, and forgotten', async () => {
      expect(await memory.seat(token(1))).toBeUndefined()
      await memory.keepSeat(seat(1))
      await memory.keepSeat(seat(2))
      await memory.keepSeat({ ...seat(1), joined: true })
      await again()
      expect(await memory.seat(token(1))).toEqual({ ...seat(1), joined: true })
      await memory.forgetSeat(token(1))
      await memory.forgetSeat(token(3))
      await again()
      expect(await memory.seat(token(1))).toBeUndefined()
      expect(await memory.seat(token(2))).toEqual(seat(2))
    })

    it('[DM5] the seat that was kept last is known without its link, until it is forgotten', async () => {
      expect(await memory.lastSeat()).toBeUndefined()
      await memory.keepSeat(seat(1))
      await memory.keepSeat(seat(2))
      await memory.keepSeat({ ...seat(1), joined: true })
      await again()
      expect(await memory.lastSeat()).toEqual({ ...seat(1), joined: true })
      await memory.forgetSeat(token(1))
      await again()
      expect(await memory.lastSeat()).toBeUndefined()
    })

    it('[DM2] the name given last is offered next time', async () => {
      expect(await memory.lastName()).toBeUndefined()
      await memory.keepSeat(seat(1, 'Tom'))
      await memory.keepSeat(seat(2, 'Tomas'))
      await memory.forgetSeat(token(2))
      await again()
      expect(await memory.lastName()).toBe('Tomas')
    })

    it('[DM3] links made here are known by session, newest first', async () => {
      for (const n of [1, 2, 3]) await memory.keepInviteToken(idOf(n === 2 ? 20 : 10), idOf(n), token(n))
      await again()
      const found = await memory.inviteTokens(idOf(10))
      expect(found.map(({ inviteId, token: kept }) => [inviteId, kept])).toEqual([
        [idOf(3), token(3)],
        [idOf(1), token(1)],
      ])
      expect(await memory.inviteTokens(idOf(30))).toEqual([])
    })
  })
}
