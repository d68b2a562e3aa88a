import type { Id } from '#domain/ids.ts'
import { EmptyFilmError, finishFilm } from './finish.ts'
import { openVault } from './indexed-vault.ts'

export interface FinishRequest {
  readonly vaultName: string
  readonly id: Id
}
export type FinishReply =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done' }
  | { readonly type: 'empty' }
  | { readonly type: 'failed'; readonly why: string }

self.onmessage = async ({ data }: MessageEvent<FinishRequest>) => {
  const reply = (message: FinishReply): void => self.postMessage(message)
  const vault = await openVault(data.vaultName)
  try {
    await finishFilm(vault, data.id, (share) => reply({ type: 'progress', share }))
    reply({ type: 'done' })
  } catch (error) {
    reply(error instanceof EmptyFilmError ? { type: 'empty' } : { type: 'failed', why: String(error) })
  } finally {
    vault.close()
  }
}
