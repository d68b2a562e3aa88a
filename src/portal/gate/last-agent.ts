import * as z from 'zod/mini'
import { Agent, Workspace } from '#domain/agent.ts'

/** Who is signed in, and where. */
export const Who = z.object({ agent: Agent, workspace: Workspace })
export type Who = z.infer<typeof Who>

/** What this device remembers of who was signed in last, so that it can show their data while the portal is away. */
export interface LastAgent {
  read(): Who | undefined
  keep(who: Who): void
  forget(): void
  /** Another tab signed in or out. */
  onOtherTab(callback: () => void): () => void
}

const KEY = 'farpoint-last-agent'

/** In `localStorage`; a browser that gives none simply remembers nobody. */
export function createLastAgent(): LastAgent {
  function quietly<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch {
      return undefined
    }
  }
  return {
    read: () =>
      quietly(() => {
        const parsed = Who.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
        return parsed.success ? parsed.data : undefined
      }),
    keep: (who) => quietly(() => localStorage.setItem(KEY, JSON.stringify(who))),
    forget: () => quietly(() => localStorage.removeItem(KEY)),
    onOtherTab(callback) {
      const listen = (event: StorageEvent): void => {
        if (event.key === KEY || event.key === null) callback()
      }
      addEventListener('storage', listen)
      return () => removeEventListener('storage', listen)
    },
  }
}
