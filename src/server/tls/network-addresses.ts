import { hostname, networkInterfaces, type NetworkInterfaceInfo } from 'node:os'

export type Interfaces = NodeJS.Dict<readonly NetworkInterfaceInfo[]>

/** Networks that only exist inside this machine (containers, virtual machines): no phone is there. */
const virtualName = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|podman|lxc|zt|tailscale)/i

/** This machine's addresses on its networks, those that a phone can most likely reach first; no loopback, no link-local. */
export function networkAddresses(interfaces: Interfaces = networkInterfaces()): readonly string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos]) => (infos ?? []).map((info) => ({ name, info })))
    .filter(({ info }) => !info.internal && !isLinkLocal(info.address))
    .map(({ name, info }) => ({ address: info.address, rank: rankOf(name, info) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ address }) => address)
}

function rankOf(name: string, info: NetworkInterfaceInfo): number {
  return (virtualName.test(name) ? 2 : 0) + (info.family === 'IPv4' ? 0 : 1)
}

function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address) || address.startsWith('169.254.')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** Listening on all of the machine's addresses. */
function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

/** The hosts by which other devices reach a server that listens on `host`; IPv6 only where there is nothing else. */
export function reachableHosts(host: string, interfaces?: Interfaces): readonly string[] {
  if (isLoopback(host)) return []
  if (!isEverywhere(host)) return [host]
  const all = networkAddresses(interfaces)
  const short = all.filter((address) => !address.includes(':'))
  return short.length > 0 ? short : all
}

/** A host as it stands in a web address. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** All names and addresses that a browser may use for this machine: what its certificate must list. */
export function ownNames(config: { readonly host: string; readonly publicUrl: string | undefined }): {
  readonly dns: readonly string[]
  readonly ip: readonly string[]
} {
  const name = hostname().toLowerCase()
  const extra = [config.host, config.publicUrl && new URL(config.publicUrl).hostname.replaceAll(/[[\]]/g, '')]
  const given = extra.filter((host): host is string => !!host && !isEverywhere(host))
  const isIp = (host: string) => host.includes(':') || /^[\d.]+$/.test(host)
  const local = name.endsWith('.local') || name.includes('.') ? [] : [`${name}.local`]
  return {
    dns: unique(['localhost', name, ...local, ...given.filter((host) => !isIp(host))]),
    ip: unique(['127.0.0.1', '::1', ...networkAddresses(), ...given.filter(isIp)]),
  }
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '').sort()
}
