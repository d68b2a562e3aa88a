import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, type NetworkInterfaceInfo } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { networkAddresses, reachableHosts, type Interfaces } from '#server/tls/network-addresses.ts'
import { ownCertificates } from '#server/tls/own-authority.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 10, 23)
const names = { dns: ['localhost', 'bench'], ip: ['127.0.0.1', '::1', '192.168.1.20', 'fd00::12'] }

describe('the certificates of TLS=self', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'farpoint-tls-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('[CE1] the leaf is signed by the authority, fits its key and stands for every name', async () => {
    const { authority, certificate, key } = await ownCertificates(folder, names, start)
    const leaf = new X509Certificate(certificate)
    const issuer = new X509Certificate(authority)
    expect(leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey)).toBe(true)
    expect(issuer.ca && !leaf.ca).toBe(true)
    for (const host of names.dns) expect(leaf.checkHost(host)).toBe(host)
    for (const ip of names.ip) expect(leaf.checkIP(ip)).toBeDefined()
    expect(() => createSecureContext({ cert: certificate, key })).not.toThrow()
    // Browsers refuse more than 398 days.
    expect((Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / DAY_MS).toBeLessThanOrEqual(398)
  })

  it('[CE2] the next start finds the same ones', async () => {
    const first = await ownCertificates(folder, names, start)
    expect(await ownCertificates(folder, names, start + 300 * DAY_MS)).toEqual(first)
  })

  it.each([
    ['another address', { ...names, ip: ['127.0.0.1', '::1', '10.0.0.9'] }, start],
    ['another name', { ...names, dns: ['localhost', 'moved'] }, start],
    ['two months before its end', names, start + 340 * DAY_MS],
  ])('[CE3] %s: a new leaf, the same authority', async (_why, next, now) => {
    const first = await ownCertificates(folder, names, start)
    const second = await ownCertificates(folder, next, now)
    expect(second.authority).toBe(first.authority)
    expect(second.certificate).not.toBe(first.certificate)
    for (const ip of next.ip) expect(new X509Certificate(second.certificate).checkIP(ip)).toBeDefined()
  })

  it('[CE4] a damaged or foreign file is replaced instead of stopping every start', async () => {
    const first = await ownCertificates(folder, names, start)
    await writeFile(join(folder, 'server.pem'), 'half a fi')
    const second = await ownCertificates(folder, names, start)
    expect(second.authority).toBe(first.authority)
    await writeFile(join(folder, 'ca.pem'), await readFile(join(folder, 'server.pem')))
    const third = await ownCertificates(folder, names, start)
    const issuer = new X509Certificate(third.authority)
    expect(issuer.ca).toBe(true)
    expect(new X509Certificate(third.certificate).verify(issuer.publicKey)).toBe(true)
  })
})

describe('the addresses of this machine', () => {
  const info = (address: string, internal = false): NetworkInterfaceInfo => ({
    address,
    internal,
    netmask: '',
    mac: '',
    cidr: null,
    ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
  })
  const interfaces: Interfaces = {
    lo: [info('127.0.0.1', true), info('::1', true)],
    docker0: [info('172.17.0.1')],
    wlan0: [info('fe80::1'), info('2001:db8::7'), info('192.168.1.20')],
    eth0: [info('169.254.9.9')],
  }

  it('[NA1] those that a phone can reach come first; loopback and link-local never', () => {
    expect(networkAddresses(interfaces)).toEqual(['192.168.1.20', '2001:db8::7', '172.17.0.1'])
  })

  it.each([
    ['127.0.0.1', []],
    ['localhost', []],
    ['::1', []],
    ['0.0.0.0', ['192.168.1.20', '172.17.0.1']],
    ['::', ['192.168.1.20', '172.17.0.1']],
    ['192.168.1.20', ['192.168.1.20']],
  ])('[NA2] listening on %s, others reach it at %j', (host, expected) => {
    expect(reachableHosts(host, interfaces)).toEqual(expected)
  })
})
