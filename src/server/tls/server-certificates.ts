import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { Now } from '#domain/ids.ts'
import type { Config } from '../config/config.ts'
import type { Logger } from '../config/log.ts'
import { StartRefused } from '../config/start-refused.ts'
import { ownNames } from './network-addresses.ts'
import { ownCertificates } from './own-authority.ts'

export interface ServerCertificates {
  readonly current: { readonly certificate: string; readonly key: string }
  /** The authority that people may download, with TLS=self. */
  readonly authority: string | undefined
  /** Looks after the certificate while the server runs; calls back with each new one. Answers its own off-function. */
  watch(onChange: (next: { readonly certificate: string; readonly key: string }) => void): () => void
}

/** A laptop that moves to another network has another address within this time. */
const LOOK_AGAIN_MS = 60_000

/** What the server presents, by TLS mode; undefined with TLS=off. Throws StartRefused for files that cannot be used. */
export async function serverCertificates(
  config: Config,
  now: Now,
  log: Logger,
): Promise<ServerCertificates | undefined> {
  const { tls } = config
  if (tls.mode === 'off') return undefined
  const load =
    tls.mode === 'self'
      ? () => ownCertificates(join(config.dataDir, 'tls'), ownNames(config), now())
      : () => givenCertificates(tls.certificate, tls.key)
  let current = await load()
  return {
    current,
    authority: 'authority' in current ? current.authority : undefined,
    watch(onChange) {
      const look = async () => {
        try {
          const next = await load()
          if (next.certificate === current.certificate) return
          current = next
          onChange(next)
          log.info('the certificate was replaced')
        } catch (error) {
          log.error({ err: error }, 'the certificate could not be renewed')
        }
      }
      const timer = setInterval(() => void look(), LOOK_AGAIN_MS)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

async function givenCertificates(
  certificatePath: string,
  keyPath: string,
): Promise<{ certificate: string; key: string }> {
  const certificate = await readPem('TLS_CERT', certificatePath)
  const key = await readPem('TLS_KEY', keyPath)
  try {
    createSecureContext({ cert: certificate, key })
  } catch (error) {
    throw new StartRefused(
      `TLS_CERT and TLS_KEY cannot be used together: ${error instanceof Error ? error.message : ''}`,
      { cause: error },
    )
  }
  return { certificate, key }
}

async function readPem(variable: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartRefused(`${variable} names a file that cannot be read: ${path}`, { cause: error })
  })
}
