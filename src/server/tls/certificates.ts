// The certificate library finds its parts by decorators, which need this first.
import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string
  readonly key: string
}

export interface Names {
  readonly dns: readonly string[]
  readonly ip: readonly string[]
}

/** The platform's key type, by the name that both Node's and the browser's declarations share. */
type PrivateKey = Parameters<typeof crypto.subtle.exportKey>[1]

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 24 * 60 * 60 * 1000

/** Long, since every phone that trusts it would have to be asked again. */
const AUTHORITY_DAYS = 3650

/** Browsers refuse certificates that are valid for more than 398 days. */
const LEAF_DAYS = 397

/** Clocks of phones go wrong: valid since yesterday. */
const BACKDATED_MS = DAY_MS

x509.cryptoProvider.set(crypto)

/** An authority of this installation's own: it signs this server's certificate and nothing else. */
export async function makeAuthority(label: string, now: number): Promise<KeyedCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [label] }, { O: ['Farpoint'] }],
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: pem(certificate), key: await privatePem(keys.privateKey) }
}

/** A server certificate for these names, signed by the authority. */
export async function issue(
  authority: KeyedCertificate,
  names: Names,
  now: number,
): Promise<KeyedCertificate> {
  const issuer = new x509.X509Certificate(authority.certificate)
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [names.dns[0] ?? 'localhost'] }, { O: ['Farpoint'] }],
    issuer: issuer.subject,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + LEAF_DAYS * DAY_MS),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ip.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { certificate: pem(certificate), key: await privatePem(keys.privateKey) }
}

/** Milliseconds since 1970 until which the certificate is valid, or undefined when it cannot be read. */
export function validUntil(certificate: string): number | undefined {
  return read(certificate)?.notAfter.getTime()
}

/** Whether others may be signed with it. */
export function isAuthority(certificate: string): boolean {
  return read(certificate)?.getExtension(x509.BasicConstraintsExtension)?.ca === true
}

/** Whether the certificate was signed by the authority and stands for exactly these names. */
export async function fits(certificate: string, authority: string, names: Names): Promise<boolean> {
  const leaf = read(certificate)
  const issuer = read(authority)
  if (!leaf || !issuer) return false
  const listed = leaf.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? []
  const of = (type: string) => listed.filter((name) => name.type === type).map((name) => name.value)
  return (
    sameSet(of('dns'), names.dns) &&
    sameSet(of('ip').map(canonicalIp), names.ip.map(canonicalIp)) &&
    (await leaf.verify({ publicKey: issuer.publicKey, signatureOnly: true }))
  )
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value))
}

/** One spelling for each IPv6 address. */
function canonicalIp(ip: string): string {
  return ip.includes(':') ? new URL(`http://[${ip}]`).hostname : ip
}

function read(certificate: string): x509.X509Certificate | undefined {
  try {
    return new x509.X509Certificate(certificate)
  } catch {
    return undefined
  }
}

/** Positive and random, as browsers want it. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01
  return bytes.toString('hex')
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`
}

async function privatePem(key: PrivateKey): Promise<string> {
  return `${x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}

async function importKey(text: string): Promise<PrivateKey> {
  const bytes = x509.PemConverter.decodeFirst(text)
  return crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])
}
