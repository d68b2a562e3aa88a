import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import {
  fits,
  isAuthority,
  issue,
  makeAuthority,
  validUntil,
  type KeyedCertificate,
  type Names,
} from './certificates.ts'

export interface OwnCertificates {
  /** For people to download and trust. */
  readonly authority: string
  /** What the server presents: the leaf and its authority, and the leaf's key. */
  readonly certificate: string
  readonly key: string
}

/** A certificate is replaced this long before its end: a server that is started twice a year never shows an old one. */
const RENEW_BEFORE_MS = 60 * 24 * 60 * 60 * 1000

/**
 * The certificates of TLS=self, kept in `folder` (keys readable by the owner only). The authority is made once;
 * the server's own certificate anew when it nears its end or when the machine's names or addresses changed.
 */
export async function ownCertificates(folder: string, names: Names, now: number): Promise<OwnCertificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const authority = await ensureAuthority(folder, now)
  const leaf = await ensureLeaf(folder, authority, names, now)
  return {
    authority: authority.certificate,
    certificate: leaf.certificate + authority.certificate,
    key: leaf.key,
  }
}

async function ensureAuthority(folder: string, now: number): Promise<KeyedCertificate> {
  const kept = await readPair(folder, 'ca')
  if (kept && stillGood(kept, now) && isAuthority(kept.certificate)) return kept
  const day = new Date(now).toISOString().slice(0, 10)
  const made = await makeAuthority(`Farpoint on ${hostname()} (${day})`, now)
  await writePair(folder, 'ca', made)
  return made
}

async function ensureLeaf(
  folder: string,
  authority: KeyedCertificate,
  names: Names,
  now: number,
): Promise<KeyedCertificate> {
  const kept = await readPair(folder, 'server')
  if (kept && stillGood(kept, now) && (await fits(kept.certificate, authority.certificate, names)))
    return kept
  const made = await issue(authority, names, now)
  await writePair(folder, 'server', made)
  return made
}

function stillGood(pair: KeyedCertificate, now: number): boolean {
  const end = validUntil(pair.certificate)
  return end !== undefined && end - now > RENEW_BEFORE_MS
}

/** Key and certificate in one file, so that they are replaced together or not at all. */
async function readPair(folder: string, name: string): Promise<KeyedCertificate | undefined> {
  try {
    const text = await readFile(join(folder, `${name}.pem`), 'utf8')
    const at = text.indexOf('-----BEGIN CERTIFICATE-----')
    return at > 0 ? { key: text.slice(0, at), certificate: text.slice(at) } : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function writePair(folder: string, name: string, pair: KeyedCertificate): Promise<void> {
  const path = join(folder, `${name}.pem`)
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(pair.key + pair.certificate)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
