import type { Page } from '@playwright/test'
import { PullResponse, type Change, type RecordOf } from '../../src/domain/sync.ts'

/** Everything that the portal holds and this signed-in page may see, asked of its own sync interface. */
export async function portalRecords(page: Page): Promise<readonly Change[]> {
  const changes: Change[] = []
  let after = 0
  for (;;) {
    const answer = await page
      .context()
      .request.get(`${new URL(page.url()).origin}/api/sync/pull?after=${after}`, { maxRetries: 3 })
    const pulled = PullResponse.parse(await answer.json())
    changes.push(...pulled.changes.map((accepted) => accepted.change))
    after = pulled.cursor
    if (!pulled.more) return changes
  }
}

/** The portal's scene log of everything, oldest operation first. */
export async function sceneLog(page: Page): Promise<readonly RecordOf<'scene'>[]> {
  return (await portalRecords(page))
    .flatMap((change) => (change.kind === 'scene' ? [change.record] : []))
    .sort((a, b) => a.clock - b.clock)
}
