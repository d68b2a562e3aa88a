import { afterEach, describe, expect, it } from 'vitest'
import type { Notice, Notices } from '#server/live/notices.ts'

const changed = (revision: number): Notice => ({ type: 'changed', workspaceId: 'w', revision })

/** Collects what is heard and lets a test wait for a number of notices. */
function listener(notices: Notices) {
  const heard: Notice[] = []
  const waiting: { readonly count: number; readonly done: () => void }[] = []
  const off = notices.subscribe((notice) => {
    heard.push(notice)
    for (const { count, done } of waiting) if (heard.length >= count) done()
  })
  return {
    heard,
    off,
    async until(count: number): Promise<readonly Notice[]> {
      if (heard.length < count) await new Promise<void>((done) => void waiting.push({ count, done }))
      return heard
    },
  }
}

/**
 * The law of Notices. `open` gives two ends of one installation: two nodes, or the same object twice when the
 * implementation lives in one process.
 */
export function noticesLaw(
  name: string,
  open: () => Promise<{ readonly here: Notices; readonly there: Notices; close(): Promise<void> }>,
): void {
  describe(`Notices: ${name}`, () => {
    let end: (() => Promise<void>) | undefined
    const start = async () => {
      const ends = await open()
      end = () => ends.close()
      return ends
    }
    afterEach(async () => {
      await end?.()
      end = undefined
    })

    it('[NO1] every subscriber at both ends hears a notice once, whole', async () => {
      const { here, there } = await start()
      const [a, b] = [listener(here), listener(there)]
      const notices: readonly Notice[] = [
        changed(7),
        { type: 'roster', workspaceId: 'w', sessionId: 's' },
        { type: 'ended', workspaceId: 'w', sessionId: 's' },
        { type: 'revoked', workspaceId: 'w', sessionId: 's', inviteId: 'i' },
      ]
      for (const notice of notices) here.publish(notice)
      expect(await a.until(4)).toEqual(notices)
      expect(await b.until(4)).toEqual(notices)
    })

    it('[NO2] notices of one publisher are heard in their order', async () => {
      const { here, there } = await start()
      const b = listener(there)
      const all = Array.from({ length: 200 }, (_, index) => changed(index))
      for (const notice of all) here.publish(notice)
      expect(await b.until(all.length)).toEqual(all)
    })

    it('[NO3] a publisher inside a callback does not change the order for others', async () => {
      const { here } = await start()
      let answered = false
      here.subscribe(() => {
        if (answered) return
        answered = true
        here.publish(changed(2))
      })
      const late = listener(here)
      here.publish(changed(1))
      expect(await late.until(2)).toEqual([changed(1), changed(2)])
    })

    it('[NO4] after its off-function a subscriber hears nothing; the others go on', async () => {
      const { here } = await start()
      const [gone, stays] = [listener(here), listener(here)]
      gone.off()
      gone.off()
      here.publish(changed(1))
      await stays.until(1)
      expect(gone.heard).toEqual([])
    })

    it('[NO5] a subscriber that throws disturbs nobody', async () => {
      const { here } = await start()
      here.subscribe(() => {
        throw new Error('broken subscriber')
      })
      const stays = listener(here)
      expect(() => here.publish(changed(1))).not.toThrow()
      expect(await stays.until(1)).toEqual([changed(1)])
    })

    it('[NO6] after close nothing is heard, and closing or publishing again does no harm', async () => {
      const { here, there } = await start()
      const [a, b] = [listener(here), listener(there)]
      await here.close()
      await here.close()
      expect(() => here.publish(changed(1))).not.toThrow()
      // The other end still works on its own, unless both ends are one object.
      there.publish(changed(2))
      const expected = there === here ? [] : [changed(2)]
      expect(await b.until(expected.length)).toEqual(expected)
      expect(a.heard).toEqual([])
    })
  })
}
